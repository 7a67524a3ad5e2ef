using Platform.Contracts;

namespace Platform.UnitTests.Cli;

/// <summary>Views and reports as Dataset would return them.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public static EvaluationStatus Evaluation(
        Guid? id = null,
        string pool = "mine",
        string state = "completed",
        string[]? models = null,
        int? samples = null,
        long seed = 0,
        bool current = true,
        int minutes = 0,
        string[]? reasons = null,
        VoteTies ties = VoteTies.Uniform
    ) =>
        new(
            id ?? Guid.CreateVersion7(Noon.AddMinutes(minutes)),
            pool,
            models ?? [],
            samples,
            seed,
            ties,
            state,
            reasons ?? [],
            Noon.AddMinutes(minutes),
            state is "completed" or "failed" or "rejected" ? Noon.AddMinutes(minutes + 3) : null,
            [new("generate", 0, 0, 0), new("score", 200, state == "scoring" ? 90 : 200, 1), new("select", 1, 0, 0)],
            current && state == "completed",
            1.5,
            0.25
        );

    public static TrainingStatus Training(
        Guid? id = null,
        string state = "completed",
        TrainingRecipe? recipe = null,
        int minutes = 0,
        string[]? reasons = null,
        string? model = null
    ) =>
        new(
            id ?? Guid.CreateVersion7(Noon.AddMinutes(minutes)),
            Objective.Process,
            "prm-2",
            ["mine"],
            null,
            null,
            null,
            null,
            recipe ?? new(),
            state,
            reasons ?? [],
            Noon.AddMinutes(minutes),
            Noon.AddMinutes(minutes),
            state is "accepted" or "running" or "cancelling" ? null : Noon.AddMinutes(minutes + 3),
            new string('5', 64),
            5120,
            new(state == "completed" ? 480 : 120, 480, 0.2134, 2e-3, 12345.6, 98_765, 63.2),
            [new(60, 480, 0.5, 2e-3, 12000, 40_000, 31), new(120, 480, 0.2134, 2e-3, 12345.6, 98_765, 63.2)],
            state == "completed" ? model ?? new string('a', 64) : null
        );

    public static StrategyCurve Curve(string name, double first, double last, params int[] ns) =>
        new(
            name,
            [
                .. ns.Select(n => new CurvePoint(
                    n,
                    n == ns[^1] ? last : first,
                    (n == ns[^1] ? last : first) - 0.05,
                    0.99
                )),
            ]
        );

    public static EvaluationReport Report() =>
        new(
            Guid.Parse("019aabcd-1234-7000-8000-000000000001"),
            "mine",
            10,
            3,
            29,
            [
                Curve("pass", 0.4, 0.9, 1, 2, 3),
                Curve("majority", 0.4, 0.5, 1, 2, 3),
                Curve("prm.product", 0.4, 0.7123456789012345, 1, 2, 3),
            ],
            [new("prm.product", "majority", 3, 0.21, 0.1, 0.3)],
            [],
            [new("score", "prm", "512 tokens, it takes at most 320", 3, ["p1 #0", "p2 #1"])],
            new([], new Dictionary<string, int> { ["prm800k"] = 29 }, 1, 0, 1000, "means")
        );

    public static RegradeResult Regraded(string pool, string policy, bool dryRun) =>
        new(
            pool,
            $"{policy}/1",
            dryRun,
            100,
            90,
            22,
            [
                .. Enumerable
                    .Range(0, 22)
                    .Select(i => new VerdictChange($"p{i}", i, "2/4", "1/2", false, "prm800k/0", true, "equal")),
            ],
            1,
            [new("p1", 7, "a paragraph\nof more than twenty-four letters", "1/2", false, true)]
        );
}
