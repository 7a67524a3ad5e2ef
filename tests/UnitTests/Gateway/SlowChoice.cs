using Platform.Gateway.Choosing;
using Platform.Kernels.Selection;

namespace Platform.UnitTests.Gateway;

/// <summary>The first choice of each strategy, as the definitions say it, without the kernels.</summary>
internal static class SlowChoice
{
    public static int? Best(IReadOnlyList<SampledCandidate> candidates, StepAggregation by)
    {
        int? best = null;
        foreach (var candidate in candidates.Where(c => c.Solution.Finished && c.Scores.Correct is not null))
        {
            if (best is null || Score(candidate, by) > Score(candidates[best.Value], by))
            {
                best = candidate.Index;
            }
        }

        return best;
    }

    public static string? Voted(IReadOnlyList<SampledCandidate> candidates, Func<SampledCandidate, double?> weight)
    {
        var sums = new Dictionary<string, double>();
        foreach (var candidate in candidates.Where(c => c.Solution.Finished && c.Key is not null))
        {
            if (weight(candidate) is { } w)
            {
                sums[candidate.Key!] = sums.GetValueOrDefault(candidate.Key!) + w;
            }
        }

        string? winner = null;
        // A dictionary keeps the order in which keys were added as long as none is removed.
        foreach (var (key, sum) in sums)
        {
            winner = winner is null || sum > sums[winner] * (1 + 1e-12) ? key : winner;
        }

        return winner;
    }

    public static double Score(SampledCandidate candidate, StepAggregation by) =>
        by switch
        {
            StepAggregation.Product => candidate.Scores.Correct!.Aggregate(1.0, (a, b) => a * b),
            StepAggregation.Min => candidate.Scores.Correct!.Min(),
            StepAggregation.Last => candidate.Scores.Correct![^1],
            _ => candidate.Scores.Correct!.Average(),
        };
}
