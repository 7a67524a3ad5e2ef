using Platform.Networks.Llama;
using Platform.Networks.Weights;
using Platform.Training.Modules;
using static TorchSharp.torch;

namespace Platform.UnitTests.Training.Modules;

/// <summary>Checkpoints of the Llama family as they come from the hub.</summary>
public sealed class CheckpointDirectoryTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hub-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("qwen2")]
    [InlineData("llama3")]
    public void Shards_in_bfloat16_are_read_by_name_and_a_head_of_our_own_is_initialised(string name)
    {
        var shape = LlamaFamily.Shape(name, classes: 0);
        using var weights = Toy.Weights(shape, 1);
        File.WriteAllText(Path.Combine(_directory, LlamaConfig.FileName), LlamaFamily.Config(name).ToJsonString());
        var names = shape.Parameters().Select(p => p.Name).ToList();
        var index = new List<string>();
        foreach (var (shard, part) in new[] { ("1-of-2", names.Take(5)), ("2-of-2", names.Skip(5)) })
        {
            var file = $"model-{shard}.safetensors";
            TensorFile.Write(
                Path.Combine(_directory, file),
                [.. part.Select(n => (n, weights[n].to(ScalarType.BFloat16)))]
            );
            index.AddRange(part.Select(n => $"\"{n}\": \"{file}\""));
        }
        File.WriteAllText(
            Path.Combine(_directory, "model.safetensors.index.json"),
            $$"""{"weight_map": { {{string.Join(", ", index)}} } }"""
        );

        using var model = TrainableModel.Create(
            LlamaConfig.Read(_directory).Shape(classes: 3, language: true),
            Toy.Recipe with
            {
                Adapter = "lora",
            },
            Safetensors.OpenDirectory(_directory),
            CPU,
            ScalarType.Float32
        );

        foreach (var parameter in shape.Parameters())
        {
            using var rounded = weights[parameter.Name].to(ScalarType.BFloat16).to(ScalarType.Float32);
            Assert.Equal(rounded.data<float>().ToArray(), model.Weights[parameter.Name].data<float>().ToArray());
            // Adapters start at nothing.
            using var finished = model.Finished(parameter).Read();
            Assert.Equal(rounded.data<float>().ToArray(), finished.data<float>().ToArray());
        }
        Assert.Equal(0, model.Weights["score.weight"].abs().sum().item<float>());
        var trained = model.Weights.Trained.Select(t => t.Shape.Name).ToList();
        Assert.Equal(["score.weight", "score.bias"], trained.Where(n => !n.Contains("lora_")));
        Assert.Contains("model.layers.1.mlp.down_proj.lora_B.weight", trained);
    }
}
