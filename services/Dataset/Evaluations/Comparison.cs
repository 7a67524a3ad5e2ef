using Platform.Contracts;
using Platform.Kernels.Statistics;

namespace Platform.Dataset.Evaluations;

/// <summary>Compares two evaluations on the problems that both have: paired differences with bootstrap intervals.</summary>
internal static class Comparison
{
    /// <summary>Resamples of the problems, as many as a report has.</summary>
    private const int Resampled = 1000;

    /// <summary>Null if they have no problem in common.</summary>
    public static EvaluationComparison? Of(
        EvaluationReport first,
        EvaluationPicks firstPicks,
        EvaluationReport second,
        EvaluationPicks secondPicks
    )
    {
        var other = secondPicks.Problems.ToDictionary(p => p.Key);
        (ProblemPicks First, ProblemPicks Second)[] pairs =
        [
            .. firstPicks.Problems.Where(p => other.ContainsKey(p.Key)).Select(p => (p, other[p.Key])),
        ];
        if (pairs.Length == 0)
        {
            return null;
        }

        string[] shared = [.. firstPicks.Strategies.Intersect(secondPicks.Strategies)];
        var resamples = new Resamples(pairs.Length, Resampled, first.Lineage.Seed);
        return new(
            first.Pool,
            new(first.Evaluation, firstPicks.Samples, first.Lineage.Models),
            new(second.Evaluation, secondPicks.Samples, second.Lineage.Models),
            pairs.Length,
            [
                .. shared
                    .Chunk(Bootstrap.Width)
                    .SelectMany(names => Compare(names, firstPicks, secondPicks, pairs, resamples)),
            ],
            [.. firstPicks.Strategies.Except(shared).Concat(secondPicks.Strategies.Except(shared))],
            Resampled
        );
    }

    /// <param name="names">At most <see cref="Bootstrap.Width"/> strategies that both have.</param>
    /// <param name="first">Picks of the first evaluation.</param>
    /// <param name="second">Picks of the second evaluation.</param>
    /// <param name="pairs">The problems that both have.</param>
    /// <param name="resamples">Of these problems, the same for every strategy.</param>
    private static IEnumerable<ComparedStrategy> Compare(
        string[] names,
        EvaluationPicks first,
        EvaluationPicks second,
        (ProblemPicks First, ProblemPicks Second)[] pairs,
        Resamples resamples
    )
    {
        int[] ones = [.. names.Select(n => PickChance.Index(first, n))];
        int[] others = [.. names.Select(n => PickChance.Index(second, n))];
        var tile = new float[pairs.Length * Bootstrap.Width];
        for (int p = 0; p < pairs.Length; p++)
        {
            for (int s = 0; s < names.Length; s++)
            {
                tile[p * Bootstrap.Width + s] = pairs[p].Second.Right[others[s]] - pairs[p].First.Right[ones[s]];
            }
        }

        var low = new float[Bootstrap.Width];
        var high = new float[Bootstrap.Width];
        Bootstrap.Intervals(tile, resamples, new float[resamples.Count * Bootstrap.Width], low, high);
        return names.Select(
            (name, s) =>
            {
                double one = pairs.Average(p => (double)p.First.Right[ones[s]]);
                double two = pairs.Average(p => (double)p.Second.Right[others[s]]);
                return new ComparedStrategy(
                    name,
                    one,
                    two,
                    two - one,
                    Rounded(low[s]),
                    Rounded(high[s]),
                    pairs.Count(p =>
                        PickChance.IsRight(p.First.Right[ones[s]]) && PickChance.IsWrong(p.Second.Right[others[s]])
                    ),
                    pairs.Count(p =>
                        PickChance.IsWrong(p.First.Right[ones[s]]) && PickChance.IsRight(p.Second.Right[others[s]])
                    )
                );
            }
        );
    }

    /// <summary>To the precision of an interval's end, without a negative zero.</summary>
    private static double Rounded(float end) => Math.Round(end, 6) + 0.0;
}
