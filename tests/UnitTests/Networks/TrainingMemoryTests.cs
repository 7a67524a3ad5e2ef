using Platform.Contracts;
using Platform.Networks;
using Platform.Networks.Llama;

namespace Platform.UnitTests.Networks;

public sealed class TrainingMemoryTests
{
    /// <summary>Qwen2.5 1.5B, whose checkpoint has 1,543,714,304 weights.</summary>
    private static readonly LlamaShape Qwen = LlamaConfig
        .Parse(
            """
            {"model_type":"qwen2","vocab_size":151936,"hidden_size":1536,"intermediate_size":8960,"num_hidden_layers":28,
             "num_attention_heads":12,"num_key_value_heads":2,"max_position_embeddings":32768,"tie_word_embeddings":true}
            """u8,
            "config.json"
        )
        .Shape(3, language: false) with
    {
        Context = 1024,
    };

    private static readonly TrainingRecipe Full = new() { Context = 1024, MicroBatchTokens = 4096 };

    private static readonly TrainingRecipe Lora = Full with { Adapter = "lora", Rank = 16 };

    [Fact]
    public void Weights_gradients_and_moments_are_those_of_every_weight()
    {
        const long head = (3 * 1536) + 3;
        const long all = 1_543_714_304 + head;
        var memory = TrainingMemory.Of(Qwen, Full, bfloat16: false);
        Assert.Equal((4 * all, 4 * all, 8 * all), (memory.Weights, memory.Gradients, memory.Moments));
        var half = TrainingMemory.Of(Qwen, Full, bfloat16: true);
        Assert.Equal((6 * all, 6 * all, 8 * all), (half.Weights, half.Gradients, half.Moments));

        // PEFT counts 18,464,768 weights of rank 16 on all seven projections of this model.
        Assert.Equal(18_464_768 + head, TrainingMemory.Trained(Qwen, Lora));
        var lora = TrainingMemory.Of(Qwen, Lora, bfloat16: true);
        Assert.Equal(8 * (18_464_768 + head), lora.Moments);
        Assert.Equal((2 * (all + 18_464_768)) + (4 * (18_464_768 + head)), lora.Weights);
    }

    [Fact]
    public void Gradient_checkpointing_smaller_micro_batches_and_bfloat16_need_less_for_activations()
    {
        long Of(TrainingRecipe recipe, bool half = false) => TrainingMemory.Of(Qwen, recipe, half).Activations;
        Assert.True(Of(Full with { GradientCheckpointing = "blocks" }) < Of(Full) / 4);
        Assert.Equal(Of(Full) / 4, Of(Full with { MicroBatchTokens = 1024 }));
        Assert.True(Of(Full, half: true) < Of(Full));
    }

    [Fact]
    public void What_does_not_fit_is_told_with_what_would()
    {
        string? WhyNot(TrainingRecipe recipe, double gigabytes, bool hasBase = true) =>
            TrainingFit.WhyNot(Qwen, recipe, bfloat16: false, hasBase, (long)(gigabytes * 1e9), gpu: false);
        Assert.Null(WhyNot(Full, 100));
        Assert.Contains("it would fit with --micro-batch-tokens 1024 (", WhyNot(Full, 36));
        Assert.Contains(
            "it would fit with --micro-batch-tokens 1024 --gradient-checkpointing blocks (",
            WhyNot(Full, 27)
        );
        Assert.Contains("--precision bf16 --adapter lora (", WhyNot(Full, 12));
        Assert.Contains("this machine has 4 GB; with", WhyNot(Full, 4));
        Assert.Contains("use a smaller base model or a machine with more memory", WhyNot(Full, 4));
        Assert.DoesNotContain("lora", WhyNot(Full, 12, hasBase: false));
    }

    [Fact]
    public void An_adapter_saves_the_products_for_the_gradients_of_frozen_weights()
    {
        var full = TrainingMemory.Operations(Qwen, Full, 0);
        Assert.Equal(2.0 / 3, TrainingMemory.Operations(Qwen, Lora, 0) / full, 0.02);
        Assert.Equal(
            4.0 / 3,
            TrainingMemory.Operations(Qwen, Full with { GradientCheckpointing = "blocks" }, 0) / full,
            0.01
        );
    }
}
