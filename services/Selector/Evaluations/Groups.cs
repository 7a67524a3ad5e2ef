using Platform.Contracts;
using Platform.Kernels.Statistics;

namespace Platform.Selector.Evaluations;

/// <summary>
/// The largest N by subject, level and difficulty quintile, with intervals over the problems of each group.
/// </summary>
internal static class Groups
{
    public static IReadOnlyList<Breakdown> Of(
        Strategies strategies,
        Candidates[] problems,
        Outcomes outcomes,
        int samples,
        long seed,
        SelectorOptions options
    ) =>
        [
            .. Of(problems)
                .Select(group =>
                {
                    var columns = new Outcomes(group.Problems.Length, strategies.All.Count);
                    columns.Fill(
                        options.Parallel,
                        () =>
                            (p, row) =>
                            {
                                for (int s = 0; s < row.Length; s++)
                                {
                                    row[s] = outcomes[group.Problems[p], (s + 1) * samples - 1];
                                }
                            }
                    );
                    var means = columns.Means();
                    var resamples = new Resamples(group.Problems.Length, options.Resamples, seed);
                    var (low, high) = columns.Intervals(resamples, options.Parallel);
                    return new Breakdown(
                        group.By,
                        group.Name,
                        group.Problems.Length,
                        [
                            .. strategies.All.Select(
                                (strategy, s) =>
                                    new StrategyCurve(
                                        strategy.Name,
                                        [
                                            new CurvePoint(
                                                samples,
                                                Math.Round(means[s], 7),
                                                Report.End(low[s]),
                                                Report.End(high[s])
                                            ),
                                        ]
                                    )
                            ),
                        ]
                    );
                }),
        ];

    /// <summary>The groups of the problems.</summary>
    public static IEnumerable<(string By, string Name, int[] Problems)> Of(Candidates[] problems) =>
        Named("subject", problems, p => p.Subject)
            .Concat(Named("level", problems, p => p.Level))
            .Concat(Quintiles(problems));

    private static IEnumerable<(string By, string Name, int[] Problems)> Named(
        string by,
        Candidates[] problems,
        Func<Candidates, string?> name
    ) =>
        problems.All(p => name(p) is null)
            ? []
            : problems
                .Index()
                .GroupBy(p => name(p.Item) ?? "unknown", p => p.Index)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (by, g.Key, g.ToArray()));

    /// <summary>
    /// 1 = easiest fifth by the fraction of right samples; problems that are equally hard stay in the pool's order.
    /// </summary>
    private static IEnumerable<(string By, string Name, int[] Problems)> Quintiles(Candidates[] problems) =>
        problems
            .Index()
            .OrderByDescending(p => p.Item.Samples == 0 ? 0 : (double)p.Item.Right / p.Item.Samples)
            .ThenBy(p => p.Index)
            .Select((p, rank) => (p.Index, Quintile: rank * 5 / problems.Length + 1))
            .GroupBy(p => p.Quintile, p => p.Index)
            .Select(g => ("quintile", $"{g.Key}", g.Order().ToArray()));
}
