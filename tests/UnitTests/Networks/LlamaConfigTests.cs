using System.Text.Json.Nodes;
using Platform.Networks;
using Platform.Networks.Llama;
using Platform.UnitTests.Training.Modules;

namespace Platform.UnitTests.Networks;

public sealed class LlamaConfigTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("config-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Families_are_settings_of_one_shape()
    {
        var llama3 = LlamaFamily.Shape("llama3");
        Assert.Equal((500000.0, new RotaryScaling(8, 1, 4, 8)), (llama3.Theta, llama3.Scaling!));
        Assert.Equal((2, 4, false), (llama3.KeyHeads, llama3.HeadSize, llama3.QueryKeyValueBias));

        var mistral = LlamaFamily.Shape("mistral");
        Assert.Equal([3, 3], [mistral.WindowOf(0), mistral.WindowOf(1)]);

        var qwen2 = LlamaFamily.Shape("qwen2");
        Assert.Equal((true, false, true), (qwen2.QueryKeyValueBias, qwen2.OutputBias, qwen2.Tied));
        Assert.Equal([null, null], [qwen2.WindowOf(0), qwen2.WindowOf(1)]);
        Assert.Equal([null, 4], Enumerable.Range(0, 2).Select(LlamaFamily.Shape("qwen2 with windows").WindowOf));

        var qwen3 = LlamaFamily.Shape("qwen3");
        Assert.Equal((true, 6, 1e-5), (qwen3.QueryKeyNorm, qwen3.HeadSize, qwen3.Epsilon));
    }

    [Fact]
    public void Weights_have_the_checkpoint_s_names()
    {
        var names = LlamaFamily.Shape("qwen3").Parameters().Select(p => p.Name).ToArray();
        Assert.Equal("model.embed_tokens.weight", names[0]);
        Assert.Contains("model.layers.1.self_attn.q_norm.weight", names);
        Assert.DoesNotContain("lm_head.weight", names);
        Assert.Contains("lm_head.weight", LlamaFamily.Shape("llama2").Parameters().Select(p => p.Name));
        Assert.Contains(
            "model.layers.0.self_attn.v_proj.bias",
            LlamaFamily.Shape("qwen2").Parameters().Select(p => p.Name)
        );
    }

    [Fact]
    public void Newer_checkpoints_have_rope_parameters_and_layer_types()
    {
        var shape = Read(
            LlamaFamily.Config(
                "qwen2 with windows",
                """
                {"rope_parameters": {"rope_type": "linear", "rope_theta": 70000.0, "factor": 2.0},
                 "layer_types": ["full_attention", "sliding_attention"], "max_window_layers": 28}
                """
            )
        );
        Assert.Equal((70000.0, new RotaryScaling(2)), (shape.Theta, shape.Scaling!));
        Assert.Equal([null, 4], [shape.WindowOf(0), shape.WindowOf(1)]);
    }

    [Theory]
    [InlineData(
        """{"model_type": "gpt2"}""",
        "model_type 'gpt2' is not supported; these are: llama, mistral, qwen2, qwen3"
    )]
    [InlineData("""{"hidden_act": "gelu"}""", "hidden_act 'gelu'")]
    [InlineData("""{"mlp_bias": true}""", "mlp_bias")]
    [InlineData("""{"num_key_value_heads": 3}""", "4 attention heads cannot share 3")]
    [InlineData("""{"head_dim": 5}""", "a head of size 5")]
    [InlineData("""{"rope_scaling": {"type": "yarn", "factor": 4.0}}""", "rope_scaling 'yarn'")]
    [InlineData("""{"rope_scaling": {"type": "linear"}}""", "rope_scaling 'linear'")]
    [InlineData("""{"hidden_size": "wide"}""", "config.json does not describe a network")]
    [InlineData("""{"vocab_size": null}""", "config.json does not describe a network")]
    public void What_cannot_be_built_says_why(string changes, string reason)
    {
        var error = Assert.Throws<InvalidDataException>(() => Read(LlamaFamily.Config("llama3", changes)));
        Assert.Contains(reason, error.Message);
    }

    [Fact]
    public void A_directory_without_a_description_is_named() =>
        Assert.Contains(_directory, Assert.Throws<InvalidDataException>(() => LlamaConfig.Read(_directory)).Message);

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.01, 0.01 / 8)]
    public void Llama3_s_scaling_keeps_short_waves_and_stretches_long_ones(double frequency, double scaled) =>
        Assert.Equal(scaled, new RotaryScaling(8, 1, 4, 128).Of(frequency), 1e-12);

    [Fact]
    public void Llama3_s_scaling_goes_over_from_one_to_the_other_without_a_jump()
    {
        var scaling = new RotaryScaling(8, 1, 4, 128);
        var frequencies = Enumerable.Range(1, 400).Select(i => i * 1e-3).ToArray();
        foreach (var (low, high) in frequencies.Zip(frequencies.Skip(1)))
        {
            Assert.InRange(scaling.Of(high) - scaling.Of(low), 0, 5e-3);
        }
    }

    private LlamaShape Read(JsonObject config)
    {
        File.WriteAllText(Path.Combine(_directory, LlamaConfig.FileName), config.ToJsonString());
        return LlamaConfig.Read(_directory).Shape(3, true);
    }
}
