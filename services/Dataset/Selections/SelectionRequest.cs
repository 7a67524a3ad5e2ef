using Platform.Contracts;
using Platform.Dataset.Jobs;

namespace Platform.Dataset.Selections;

/// <summary>Reads a message on <c>selection-jobs</c>.</summary>
internal static class SelectionRequest
{
    private const int Most = 10_000_000;

    private static readonly string[] Fields =
    [
        "selectionId",
        "pool",
        "models",
        "policy",
        "perProblem",
        "total",
        "perSubject",
        "aggregation",
        "neutral",
        "wrongShare",
        "rightShare",
        "skipLabelledBy",
        "exclude",
        "controls",
        "generation",
        "seed",
    ];

    /// <summary>Reads a submission. Never throws; format errors are part of the result.</summary>
    public static JobRequest Read(byte[] body) =>
        JobBody<SubmitSelection>
            .Read(
                body,
                """{"pool":"NAME","models":["NAME"],"policy":"mixed","perProblem":4}""",
                new SubmitSelection(null, "", [], SelectionPolicy.Uniform),
                Read
            )
            .Request(c => c.SelectionId);

    private static SubmitSelection Read(JsonFields fields)
    {
        fields.Known(Fields);
        var policy = fields.Choice<SelectionPolicy>("policy", required: true);
        var perProblem = (int?)fields.Integer("perProblem", 1, Most);
        var total = (int?)fields.Integer("total", 1, Most);
        if (!fields.Has("perProblem") && !fields.Has("total"))
        {
            fields.Error("perProblem", "missing; give a number of solutions per problem, or total, or both");
        }

        var wrongShare = fields.Number("wrongShare", 0, 1);
        if (wrongShare is not null && policy is not (null or SelectionPolicy.Mixed))
        {
            fields.Error("wrongShare", "only the policy mixed has a share of wrong solutions; leave it out");
        }

        return new(
            fields.Id("selectionId"),
            fields.Text("pool", required: true) ?? "",
            [.. (fields.Texts("models", required: true) ?? []).Distinct()],
            policy ?? SelectionPolicy.Uniform,
            perProblem,
            total,
            (int?)fields.Integer("perSubject", 1, Most),
            fields.Choice<ScoreAggregation>("aggregation"),
            fields.Choice<NeutralSteps>("neutral"),
            wrongShare,
            fields.Number("rightShare", 0, 1),
            fields.Text("skipLabelledBy"),
            fields.Texts("exclude"),
            fields.Texts("controls"),
            (int?)fields.Integer("generation", 0, Most),
            fields.Integer("seed", long.MinValue, long.MaxValue)
        );
    }
}
