using Platform.Contracts;
using Platform.Kernels.Statistics;
using Platform.Selector;

namespace Platform.UnitTests.Selector;

/// <summary>
/// A random pool that two labellers have rated: one with ratings, one with fractions. Scores and fractions are few, so there
/// are many ties; some samples have no scores, some steps no labels, and one subject no labels at all.
/// </summary>
internal sealed class RandomPool
{
    private static readonly string?[] Subjects = ["algebra", "geometry", null, "unlabelled"];
    private static readonly PoolLabeller[] Labellers =
    [
        new("file", LabelScale.Ratings),
        new("rollouts", LabelScale.Fractions),
    ];

    private readonly List<Sample>[] _problems;

    private RandomPool(List<Sample>[] problems) => _problems = problems;

    /// <summary>One column per labeller, as Dataset would send them.</summary>
    public ProblemColumns[] Columns => [.. _problems.Select(Column)];

    public static RandomPool Make(int problems, int seed) =>
        new(
            [
                .. Enumerable
                    .Range(0, problems)
                    .Select(p =>
                    {
                        var random = SplitMix.For(seed, p);
                        var samples = new List<Sample>();
                        for (int i = 0; i < 12; i++)
                        {
                            samples.Add(Draw(ref random, labelled: p % Subjects.Length != 3));
                        }
                        return samples;
                    }),
            ]
        );

    public RandomPool Reversed() => new([.. _problems.Select(p => p.AsEnumerable().Reverse().ToList())]);

    public EvaluationReport Report(StepOptions? options = null, int threads = 0, int ungraded = 0) =>
        Build(Columns, options, threads, ungraded, Labellers);

    public static EvaluationReport Build(
        ProblemColumns[] problems,
        StepOptions? options,
        int threads,
        int ungraded,
        PoolLabeller[] labellers
    ) =>
        Platform.Selector.Evaluations.Report.Build(
            Header(problems.Length) with
            {
                Labellers = labellers,
                Steps = options,
                Ungraded = ungraded,
            },
            problems,
            new SelectorOptions { Resamples = 80, Threads = threads }
        );

    /// <summary>The header of an evaluation of this many problems, with both labellers.</summary>
    public static EvaluationHeader Header(int problems) =>
        Pool.Header(problems, Pool.Prm) with
        {
            Labellers = Labellers,
        };

    /// <summary>The solutions with scores that this labeller has rated.</summary>
    public List<SlowSolution> Of(string labeller, double cut) =>
        [
            .. from problem in _problems.Index()
            from sample in problem.Item
            let scores = sample.Scores
            where scores is not null
            let steps = Enumerable
                .Range(0, sample.Ratings.Length)
                .Select(i => (Position: i + 1, P: scores[i], Rating: sample.Ratings[i], Share: sample.Shares[i]))
                .Where(s => labeller == "file" ? s.Rating is not null : s.Share is not null)
                .Select(s =>
                    labeller == "file"
                        ? new SlowStep(s.Position, s.P, s.Rating >= 0 ? 1 : 0, s.Rating >= 0)
                        : new SlowStep(s.Position, s.P, s.Share!.Value, s.Share >= cut)
                )
                .ToList()
            where steps.Count > 0
            select new SlowSolution(
                problem.Index,
                Subjects[problem.Index % Subjects.Length] ?? "unknown",
                sample.Ratings.Length,
                steps,
                scores
            ),
        ];

    private static Sample Draw(ref SplitMix random, bool labelled)
    {
        int steps = 1 + random.Below(random.Chance(0.1) ? 25 : 7);
        var (scores, ratings, shares) = (new double[steps], new sbyte?[steps], new double?[steps]);
        int wrong = random.Below(steps + 3);
        for (int i = 0; i < steps; i++)
        {
            scores[i] = Math.Min(16, random.Below(17) + (i == wrong ? 0 : random.Below(9))) / 16.0;
            if (labelled && !random.Chance(0.05))
            {
                ratings[i] = (sbyte)(i == wrong ? -1 : random.Below(2));
            }
            if (labelled && !random.Chance(0.05))
            {
                shares[i] = random.Below(9) / 8.0;
            }
        }
        return new(random.Chance(0.15) ? null : scores, ratings, shares);
    }

    private static ProblemColumns Column(List<Sample> samples, int index) =>
        Pool.Problem($"p{index}", [.. samples.Select(_ => 0)], [.. samples.Select(_ => true)]) with
        {
            Subject = Subjects[index % Subjects.Length],
            Scores =
            [
                Pool.Scores(
                    [.. samples.Select(s => s.Scores?.SelectMany(p => new[] { 1 - p, p / 4, p - p / 4 }).ToArray())],
                    3
                ),
            ],
            Labels =
            [
                new(
                    Pool.Bytes([.. samples.Select(s => s.Ratings.Length)]),
                    Pool.Bytes([.. samples.SelectMany(s => s.Ratings).Select(r => r ?? LabelColumns.Unrated)])
                ),
                new(
                    Pool.Bytes([.. samples.Select(s => s.Shares.Length)]),
                    Pool.Bytes(
                        [
                            .. samples
                                .SelectMany(s => s.Shares)
                                .Select(s => s is null ? LabelColumns.Unrated : LabelColumns.Fraction),
                        ]
                    ),
                    Pool.Bytes([.. samples.SelectMany(s => s.Shares).OfType<double>()])
                ),
            ],
        };

    private sealed record Sample(double[]? Scores, sbyte?[] Ratings, double?[] Shares);
}
