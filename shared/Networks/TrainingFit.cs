using System.Globalization;
using Platform.Contracts;

namespace Platform.Networks;

/// <summary>Whether a training fits into a memory, and what would.</summary>
public static class TrainingFit
{
    /// <summary>Null if the training fits; otherwise a sentence that says what it needs and which settings would fit.</summary>
    /// <param name="shape">The network, with its heads and context.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="bfloat16">Whether bfloat16 is computed with.</param>
    /// <param name="hasBase">Whether there is a base model, which adapters need.</param>
    /// <param name="memory">Bytes of the machine or the GPU.</param>
    /// <param name="gpu">Whether it is a GPU's memory.</param>
    public static string? WhyNot(
        NetworkShape shape,
        TrainingRecipe recipe,
        bool bfloat16,
        bool hasBase,
        long memory,
        bool gpu
    )
    {
        long Of(TrainingRecipe settings, bool half) =>
            TrainingMemory.Of(shape, settings, half) is var peak && gpu ? peak.Steps : peak.Total;
        var needed = Of(recipe, bfloat16);
        var where = gpu ? "the GPU" : "this machine";
        if (needed <= memory)
        {
            return null;
        }

        var wish = $"the training needs about {Gigabytes(needed)} of memory and {where} has {Gigabytes(memory)}";
        (string Options, long Bytes)? least = null;
        foreach (var (options, changed, half) in Smaller(shape, recipe, bfloat16, hasBase))
        {
            var bytes = Of(changed, half);
            if (bytes <= memory)
            {
                return $"{wish}; it would fit with {options} ({Gigabytes(bytes)})";
            }

            if (least is null || bytes < least.Value.Bytes)
            {
                least = (options, bytes);
            }
        }
        return least is { } smallest && smallest.Bytes < needed
            ? $"{wish}; with {smallest.Options} it would still need {Gigabytes(smallest.Bytes)}: use a smaller base model or a machine with more memory"
            : $"{wish}: use a smaller model, a shorter --context or a machine with more memory";
    }

    /// <summary>Decimal gigabytes.</summary>
    public static string Gigabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.##} GB");

    /// <summary>Settings that need less memory; those that change the result least come first.</summary>
    private static IEnumerable<(string Options, TrainingRecipe Recipe, bool Half)> Smaller(
        NetworkShape shape,
        TrainingRecipe recipe,
        bool bfloat16,
        bool hasBase
    )
    {
        var (options, half) = (new List<string>(), bfloat16);
        if (recipe.MicroBatchTokens > shape.Context)
        {
            recipe = recipe with { MicroBatchTokens = shape.Context };
            options.Add($"--micro-batch-tokens {shape.Context}");
            yield return (string.Join(' ', options), recipe, half);
        }
        if (recipe.GradientCheckpointing != "blocks")
        {
            recipe = recipe with { GradientCheckpointing = "blocks" };
            options.Add("--gradient-checkpointing blocks");
            yield return (string.Join(' ', options), recipe, half);
        }
        if (!half)
        {
            half = true;
            options.Add("--precision bf16");
            yield return (string.Join(' ', options), recipe, half);
        }
        if (!hasBase || recipe.Adapter == "lora")
        {
            yield break;
        }

        var adapted = recipe with { Adapter = "lora" };
        yield return (string.Join(' ', [.. options, "--adapter lora"]), adapted, half);
    }
}
