using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Platform.Contracts;
using Platform.Kernels.Selection;
using Platform.Kernels.Statistics;
using Platform.Selector.Evaluations.Steps;

namespace Platform.Selector.Evaluations;

/// <summary>
/// Computes the report from a pool's columns: a pure function, with the same bits for any number of threads.
/// </summary>
internal static class Report
{
    /// <summary>The report alone.</summary>
    public static EvaluationReport Build(
        EvaluationHeader header,
        IReadOnlyList<ProblemColumns> problems,
        SelectorOptions options
    ) => BuildWithPicks(header, problems, options).Report;

    /// <summary>The report with what the strategies pick; no picks without samples or without verdicts.</summary>
    public static (EvaluationReport Report, EvaluationPicks? Picks) BuildWithPicks(
        EvaluationHeader header,
        IReadOnlyList<ProblemColumns> problems,
        SelectorOptions options
    )
    {
        var scored = header.Models.Select((_, m) => problems.Sum(p => Scored(p.Scores[m]))).ToArray();
        // A model without a score gets no strategies: curves at 0 would suggest that it chose badly.
        var used = Enumerable.Range(0, scored.Length).Where(m => scored[m] > 0).ToArray();
        ModelLineage[] models = [.. used.Select(m => header.Models[m])];
        if (used.Length < scored.Length)
        {
            problems = [.. problems.Select(p => p with { Scores = [.. used.Select(m => p.Scores[m])] })];
        }

        var ties = header.Ties == VoteTies.First ? TieBreak.First : TieBreak.Uniform;
        var strategies = Strategies.For(models);
        var candidates = Each(problems, options, p => Candidates.Read(p, models, strategies, ties));
        int samples = candidates.Select(c => c.Samples).DefaultIfEmpty().Max();
        var weights = new VoteWeights(strategies, candidates);
        var report = new EvaluationReport(
            header.Evaluation,
            header.Pool,
            problems.Count,
            samples,
            candidates.Sum(c => c.Samples),
            [.. strategies.All.Select(s => new StrategyCurve(s.Name, []))],
            [],
            [],
            [.. header.Failures, .. Unusable(models, candidates)],
            new ReportLineage(
                [.. header.Models.Select((m, i) => m with { Scored = scored[i] })],
                header.Graders,
                header.PoolRevision,
                header.Seed,
                options.Resamples,
                Ties(ties, weights.Logits(models)),
                header.Ties
            ),
            [],
            Coverage.Of(header.Models, used, strategies, candidates)
        );
        if (samples == 0)
        {
            return (report, null);
        }
        var resamples = new Resamples(problems.Count, options.Resamples, header.Seed);
        var steps = RatedSteps.Of(header, models, problems, resamples, options);
        if (header.Ungraded > 0)
        {
            var withoutVerdicts = report with
            {
                Strategies = [],
                Steps = steps,
                Coverage = Coverage.WithoutVerdicts(report.Coverage!, header.Ungraded),
            };
            return (withoutVerdicts, null);
        }
        var table = new SelectionTable(samples);
        var votes = new VotingCurves(table, candidates, weights, ties, header.Seed, options);
        var outcomes = Curves(strategies, candidates, table, votes, options);
        var means = outcomes.Means();
        report = report with
        {
            Lineage = report.Lineage with { Ties = report.Lineage.Ties + Precision(votes.StandardError) },
            Strategies = Points(strategies, samples, means, outcomes.Intervals(resamples, options.Parallel)),
            Differences = Differences(strategies, samples, outcomes, means, resamples, options),
            Breakdowns = Groups.Of(strategies, candidates, outcomes, samples, header.Seed, options),
            Steps = steps,
        };
        return (report, Picks.Of(strategies, candidates, weights, outcomes, samples));
    }

    private static int Scored(ScoreColumns? column)
    {
        var rows = column is null ? [] : MemoryMarshal.Cast<byte, int>(column.Rows);
        return rows.Length - rows.Count(0);
    }

    /// <summary>Reads every problem, on all threads.</summary>
    internal static T[] Each<T>(
        IReadOnlyList<ProblemColumns> problems,
        SelectorOptions options,
        Func<ProblemColumns, T> read
    )
    {
        var results = new T[problems.Count];
        try
        {
            Parallel.For(0, problems.Count, options.Parallel, p => results[p] = read(problems[p]));
        }
        catch (AggregateException e) when (e.InnerException is InvalidDataException or ArgumentException)
        {
            // Only the first failure is reported; those that happened beside it add nothing.
            ExceptionDispatchInfo.Throw(e.InnerException);
        }
        return results;
    }

    /// <summary>One column per strategy and N, strategy by strategy.</summary>
    internal static Outcomes Curves(
        Strategies strategies,
        Candidates[] problems,
        SelectionTable table,
        VotingCurves votes,
        SelectorOptions options
    )
    {
        int samples = table.Slots;
        var outcomes = new Outcomes(problems.Length, strategies.All.Count * samples);
        int scores = strategies.Scores.Count;
        outcomes.Fill(
            options.Parallel,
            () =>
            {
                // The order of Strategies.For: best by each score, votes, pass; best and pass share a pass over the table.
                var buffers = new RankBuffers();
                var steps = new double[(scores + 1) * (samples + 1)];
                var exact = new double[(scores + 1) * samples];
                return (p, row) =>
                {
                    for (int s = 0; s < scores; s++)
                    {
                        BestOfN.Steps(
                            problems[p].Scores[s],
                            problems[p].Correct,
                            steps.AsSpan(s * (samples + 1), samples + 1),
                            buffers
                        );
                    }
                    PassAtN.Steps(problems[p].Right, steps.AsSpan(scores * (samples + 1)));
                    table.Curves(steps, exact);
                    exact.AsSpan(0, scores * samples).CopyTo(row);
                    exact.AsSpan(scores * samples).CopyTo(row[^samples..]);
                    votes.Curves(p, row[(scores * samples)..^samples]);
                };
            }
        );
        return outcomes;
    }

    private static StrategyCurve[] Points(
        Strategies strategies,
        int samples,
        double[] means,
        (float[] Low, float[] High) intervals
    ) =>
        [
            .. strategies.All.Select(
                (strategy, s) =>
                    new StrategyCurve(
                        strategy.Name,
                        [
                            .. Enumerable
                                .Range(0, samples)
                                .Select(n =>
                                {
                                    int c = s * samples + n;
                                    return new CurvePoint(
                                        n + 1,
                                        means[c],
                                        End(intervals.Low[c]),
                                        End(intervals.High[c])
                                    );
                                }),
                        ]
                    )
            ),
        ];

    private static StrategyDifference[] Differences(
        Strategies strategies,
        int samples,
        Outcomes outcomes,
        double[] means,
        Resamples resamples,
        SelectorOptions options
    )
    {
        var at = (
            from pair in Pairs.Of(strategies)
            from n in Pairs.At(samples)
            select (
                pair.Strategy,
                pair.Against,
                N: n,
                One: pair.Strategy * samples + n - 1,
                Other: pair.Against * samples + n - 1
            )
        ).ToArray();
        var differences = new Outcomes(resamples.Problems, at.Length);
        differences.Fill(
            options.Parallel,
            () =>
                (p, row) =>
                {
                    for (int i = 0; i < at.Length; i++)
                    {
                        row[i] = outcomes[p, at[i].One] - outcomes[p, at[i].Other];
                    }
                }
        );
        var (low, high) = differences.Intervals(resamples, options.Parallel);
        return
        [
            .. at.Select(
                (d, i) =>
                    new StrategyDifference(
                        strategies.All[d.Strategy].Name,
                        strategies.All[d.Against].Name,
                        d.N,
                        means[d.One] - means[d.Other],
                        End(low[i]),
                        End(high[i])
                    )
            ),
        ];
    }

    /// <summary>Rounds the end of an interval to six digits, which is its precision.</summary>
    internal static double End(float value) => Math.Round(value, 6) + 0.0;

    private static IEnumerable<EvaluationFailure> Unusable(IReadOnlyList<ModelLineage> models, Candidates[] problems) =>
        models
            .Select(
                (model, m) =>
                {
                    var where = problems.SelectMany(p => p.Unusable[m].Select(i => $"{p.Key} #{i}")).ToArray();
                    return new EvaluationFailure(
                        "score",
                        model.Name,
                        "a probability is not a number in [0, 1]",
                        where.Length,
                        where[..Math.Min(5, where.Length)]
                    );
                }
            )
            .Where(f => f.Count > 0);

    private static string Precision(double error) =>
        error == 0
            ? "; voting: exact"
            : string.Create(CultureInfo.InvariantCulture, $"; voting: seeded draws, standard error at most {error:F5}");

    private static string Ties(TieBreak votes, IEnumerable<string> logits)
    {
        string vote =
            votes == TieBreak.First
                ? "equal votes: first counted, the tied answer whose first vote stands first in the pool"
                : "equal votes: uniform, the mean over the tied answers";
        string weight = string.Join(", ", logits);
        return $"equal scores: the mean correctness of the tied solutions; {vote}"
            + (
                weight.Length > 0
                    ? $"; weights of {weight}: logistic function of its scores, which are not in [0, 1]"
                    : ""
            );
    }
}
