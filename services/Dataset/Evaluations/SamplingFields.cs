using Platform.Contracts;
using Platform.Dataset.Jobs;

namespace Platform.Dataset.Evaluations;

/// <summary>Reads how missing solutions are sampled.</summary>
internal static class SamplingFields
{
    private static readonly string[] Names =
    [
        "temperature",
        "topP",
        "minP",
        "maxTokens",
        "stop",
        "seed",
        "model",
        "split",
    ];

    /// <summary>Reads an object; a field that is absent, or wrong and reported as an error, has its default.</summary>
    public static Sampling? Read(JsonFields? sampling)
    {
        if (sampling is null)
        {
            return null;
        }

        sampling.Known(Names);
        var defaults = new Sampling();
        return new(
            sampling.Number("temperature", 0, 10) ?? defaults.Temperature,
            sampling.Number("topP", double.Epsilon, 1) ?? defaults.TopP,
            (int)(sampling.Integer("maxTokens", 1, int.MaxValue) ?? defaults.MaxTokens),
            sampling.Texts("stop"),
            sampling.Integer("seed", long.MinValue, long.MaxValue) ?? defaults.Seed,
            sampling.Text("model"),
            sampling.Choice<StepSplit>("split"),
            sampling.Number("minP", 0, 1)
        );
    }
}
