using Platform.Contracts;
using Platform.Dataset.Jobs;

namespace Platform.Dataset.Evaluations;

/// <summary>A submission as far as it could be read, with everything that is wrong with its form.</summary>
/// <param name="Command">What was read; fields with an error keep their defaults.</param>
/// <param name="Errors">Each names the field and how to mend it.</param>
/// <param name="Text">The body as text, cut.</param>
internal sealed record Submission(SubmitEvaluation Command, IReadOnlyList<string> Errors, string Text)
{
    private const int MaximumSamples = 100_000;

    private static readonly string[] Fields = ["evaluationId", "pool", "models", "samples", "sampling", "seed"];

    private static readonly string[] SamplingFields =
    [
        "temperature",
        "topP",
        "maxTokens",
        "stop",
        "seed",
        "model",
        "split",
    ];

    /// <summary>Never throws.</summary>
    public static Submission Read(byte[] body)
    {
        var read = JobBody<SubmitEvaluation>.Read(
            body,
            """{"pool":"NAME","models":["NAME"]}""",
            new SubmitEvaluation(null, ""),
            Read
        );
        return new(read.Job, read.Errors, read.Text);
    }

    private static SubmitEvaluation Read(JsonFields fields)
    {
        fields.Known(Fields);
        var sampling = fields.Object("sampling");
        sampling?.Known(SamplingFields);
        var defaults = new Sampling();
        return new SubmitEvaluation(
            fields.Id("evaluationId"),
            fields.Text("pool", required: true) ?? "",
            fields.Texts("models"),
            (int?)fields.Integer("samples", 1, MaximumSamples),
            sampling is null
                ? null
                : new Sampling(
                    sampling.Number("temperature", 0, 10) ?? defaults.Temperature,
                    sampling.Number("topP", double.Epsilon, 1) ?? defaults.TopP,
                    (int)(sampling.Integer("maxTokens", 1, int.MaxValue) ?? defaults.MaxTokens),
                    sampling.Texts("stop"),
                    sampling.Integer("seed", long.MinValue, long.MaxValue) ?? defaults.Seed,
                    sampling.Text("model"),
                    sampling.Choice<StepSplit>("split")
                ),
            fields.Integer("seed", long.MinValue, long.MaxValue)
        );
    }
}
