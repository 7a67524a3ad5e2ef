using Platform.Contracts;
using Platform.Dataset.Jobs;

namespace Platform.Dataset.Evaluations;

/// <summary>Reads a message on <c>evaluation-jobs</c>.</summary>
internal static class EvaluationRequest
{
    private const int MaximumSamples = 100_000;

    private static readonly string[] Fields =
    [
        "evaluationId",
        "pool",
        "models",
        "samples",
        "sampling",
        "seed",
        "ties",
        "steps",
    ];

    /// <summary>Reads a submission. Never throws; format errors are part of the result.</summary>
    public static JobRequest Read(byte[] body) =>
        JobBody<SubmitEvaluation>
            .Read(body, """{"pool":"NAME","models":["NAME"]}""", new SubmitEvaluation(null, ""), Read)
            .Request(c => c.EvaluationId);

    private static SubmitEvaluation Read(JsonFields fields)
    {
        fields.Known(Fields);
        return new SubmitEvaluation(
            fields.Id("evaluationId"),
            fields.Text("pool", required: true) ?? "",
            fields.Texts("models"),
            (int?)fields.Integer("samples", 1, MaximumSamples),
            SamplingFields.Read(fields.Object("sampling")),
            fields.Integer("seed", long.MinValue, long.MaxValue),
            fields.Choice<VoteTies>("ties"),
            StepFields.Read(fields.Object("steps"))
        );
    }
}
