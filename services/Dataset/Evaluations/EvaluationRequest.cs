using Platform.Contracts;
using Platform.Dataset.Jobs;

namespace Platform.Dataset.Evaluations;

/// <summary>Reads a message on <c>evaluation-jobs</c>.</summary>
internal static class EvaluationRequest
{
    private const int MaximumSamples = 100_000;

    private static readonly string[] Fields = ["evaluationId", "pool", "models", "samples", "sampling", "seed", "ties"];

    private static readonly string[] SamplingFields =
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

    /// <summary>Reads a submission. Never throws; format errors are part of the result.</summary>
    public static JobRequest Read(byte[] body) =>
        JobBody<SubmitEvaluation>
            .Read(body, """{"pool":"NAME","models":["NAME"]}""", new SubmitEvaluation(null, ""), Read)
            .Request(c => c.EvaluationId);

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
                    sampling.Choice<StepSplit>("split"),
                    sampling.Number("minP", 0, 1)
                ),
            fields.Integer("seed", long.MinValue, long.MaxValue),
            fields.Choice<VoteTies>("ties")
        );
    }
}
