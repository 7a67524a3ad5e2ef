using System.Globalization;
using Platform.Contracts;
using Platform.Kernels.Statistics;
using Platform.Selector.Experiments;

namespace Platform.Selector.Searches;

/// <summary>Compares searches with each other and with best-of-N at equal budgets of generated tokens.</summary>
internal static class SearchReports
{
    private const int Quintiles = 5;

    public static SearchReport Of(SearchHeader header, IReadOnlyList<SearchColumns> all, SelectorOptions options)
    {
        SearchColumns[] problems = [.. all.Where(p => p.Judged)];
        if (problems.Length == 0)
        {
            return new(0, [], null, [], [], [], []);
        }

        var runs = header.Runs.Select((_, r) => RunOutcomes.Of(header, r, problems, options)).ToList();
        var baseline = runs.Where(r => r is { IsBaseline: true, Slots: > 0 }).MaxBy(r => r.Slots);
        var resamples = new Resamples(problems.Length, options.Resamples, header.Seed);
        SearchRun[] accuracies = [.. runs.Select(r => Run(r, resamples))];
        if (baseline is null)
        {
            return new(problems.Length, accuracies, null, [], [], [], []);
        }

        bool few = problems.Length < Quintiles;
        RunOutcomes[] others = [.. runs.Where(r => !r.IsBaseline)];
        IReadOnlyList<Fifth> fifths = few ? [] : Fifths(baseline);
        Budget[] budgets = few ? [] : [.. others.Select(r => new Budget(r.Header.Name, Ways(r, baseline)))];
        return new(
            problems.Length,
            accuracies,
            baseline.Header.Name,
            baseline.Curves(resamples, options),
            [.. others.SelectMany(r => Comparisons(r, baseline, resamples))],
            [.. fifths.Select(f => Quintile(f, budgets, baseline, options))],
            [.. budgets.Select(b => Optimal(b, fifths, problems.Length, header.Seed, resamples))]
        );
    }

    /// <summary>
    /// The number of samples whose expected tokens come closest to the budget without exceeding it, at least 1.
    /// </summary>
    public static int Samples(RunOutcomes baseline, double budget)
    {
        double one = baseline.TokensOf(1);
        // The budget may be a multiple of a sample's tokens except for rounding.
        double n = one > 0 ? Math.Floor((budget / one) + 1e-9) : baseline.Slots;
        return (int)Math.Clamp(n, 1, baseline.Slots);
    }

    private static SearchRun Run(RunOutcomes run, Resamples resamples) =>
        new(
            run.Header.Search,
            run.Header.Name,
            run.Header.Strategy,
            run.Header.Beams,
            run.Header.Expansions,
            run.Header.Model,
            run.Header.Generator,
            Math.Round(run.Tokens, 3),
            Math.Round(run.Solutions, 3),
            [
                .. RunOutcomes.Rules.Select(rule => new RuleAccuracy(
                    rule,
                    Interval(Resampled.Mean(run.Accuracy(rule), resamples))
                )),
            ]
        );

    private static IEnumerable<BudgetComparison> Comparisons(RunOutcomes run, RunOutcomes baseline, Resamples resamples)
    {
        int n = Samples(baseline, run.Tokens);
        bool reached = baseline.Tokens >= run.Tokens;
        foreach (string rule in RunOutcomes.Rules)
        {
            var own = Resampled.Mean(run.Accuracy(rule), resamples);
            foreach (string against in RunOutcomes.Rules)
            {
                var other = Resampled.Mean(baseline.Accuracy(against, n), resamples);
                yield return new(
                    run.Header.Name,
                    rule,
                    against,
                    n,
                    Math.Round(baseline.TokensOf(n), 3),
                    reached,
                    Math.Round(other.Value, 7),
                    Interval(own - other)
                );
            }
        }
    }

    private static DifficultyQuintile Quintile(
        Fifth fifth,
        Budget[] budgets,
        RunOutcomes baseline,
        SelectorOptions options
    )
    {
        var resamples = new Resamples(fifth.Problems.Length, options.Resamples, fifth.Quintile);
        return new(
            fifth.Quintile,
            fifth.Problems.Length,
            Math.Round(fifth.Problems.Average(p => PassRate(baseline, p)), 7),
            [
                .. budgets.SelectMany(budget =>
                    budget.Ways.Select(way => new QuintileCell(
                        budget.Run,
                        way.Name,
                        Interval(Resampled.Mean([.. fifth.Problems.Select(p => way.Accuracy[p])], resamples))
                    ))
                ),
            ]
        );
    }

    private static ComputeOptimal Optimal(
        Budget budget,
        IReadOnlyList<Fifth> fifths,
        int problems,
        long seed,
        Resamples resamples
    )
    {
        var ways = budget.Ways;
        int[] fold = [.. Enumerable.Range(0, problems).Select(p => (int)(SplitMix.For(seed, p).Next() & 1))];
        var chosen = new float[problems];
        foreach (var (_, members) in fifths)
        {
            foreach (int half in (int[])[0, 1])
            {
                int[] others = [.. members.Where(p => fold[p] != half)];
                // Without problems to choose on, all problems of the other half decide.
                var way = Best(
                    ways,
                    others.Length > 0 ? others : [.. Enumerable.Range(0, problems).Where(p => fold[p] != half)]
                );
                foreach (int p in members.Where(p => fold[p] == half))
                {
                    chosen[p] = way.Accuracy[p];
                }
            }
        }

        var single = Best(ways, [.. Enumerable.Range(0, problems)]);
        return new(
            budget.Run,
            Interval(Resampled.Mean(chosen, resamples)),
            single.Name,
            Math.Round(single.Accuracy.Average(a => (double)a), 7),
            [.. fifths.Select(f => Best(ways, f.Problems).Name)]
        );
    }

    /// <summary>The ways to spend as many tokens as a run: the run itself and the baseline, under every rule.</summary>
    private static List<Way> Ways(RunOutcomes run, RunOutcomes baseline)
    {
        int n = Samples(baseline, run.Tokens);
        return
        [
            .. RunOutcomes.Rules.Select(rule => new Way($"{run.Header.Name} {rule}", run.Accuracy(rule))),
            .. RunOutcomes.Rules.Select(rule => new Way($"{baseline.Header.Name} {rule}", baseline.Accuracy(rule, n))),
        ];
    }

    /// <summary>The first of the best.</summary>
    private static Way Best(List<Way> ways, IReadOnlyList<int> problems) =>
        ways.MaxBy(way => problems.Sum(p => (double)way.Accuracy[p]))!;

    private static IReadOnlyList<Fifth> Fifths(RunOutcomes baseline) =>
        [
            .. Evaluations
                .Groups.Of(baseline.Candidates)
                .Where(g => g.By == "quintile")
                .Select(g => new Fifth(int.Parse(g.Name, CultureInfo.InvariantCulture), g.Problems)),
        ];

    private static double PassRate(RunOutcomes baseline, int problem) =>
        (double)baseline.Candidates[problem].Right / baseline.Slots;

    private static ValueInterval Interval(Resampled value)
    {
        var (low, high) = value.Interval();
        return new(Math.Round(value.Value, 7), End(low), End(high));

        static double? End(double end) => double.IsNaN(end) ? null : Math.Round(end, 7);
    }

    /// <param name="Quintile">1 (easiest) to 5.</param>
    /// <param name="Problems">Its problems.</param>
    private sealed record Fifth(int Quintile, int[] Problems);

    /// <param name="Run">The run whose tokens are the budget.</param>
    /// <param name="Ways">The ways to spend them.</param>
    private sealed record Budget(string Run, List<Way> Ways);

    /// <param name="Name">The run and the rule.</param>
    /// <param name="Accuracy">One number per problem.</param>
    private sealed record Way(string Name, float[] Accuracy);
}
