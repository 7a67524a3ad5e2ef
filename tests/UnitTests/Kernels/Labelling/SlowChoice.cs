using Platform.Kernels.Labelling;

namespace Platform.UnitTests.Kernels.Labelling;

/// <summary>
/// The slow twin of <see cref="LabellingChoice"/> without chance: solutions are taken one at a time, each the best of those
/// that may still be taken, found by looking at all of them.
/// </summary>
internal static class SlowChoice
{
    public static List<(string Key, int Sample, PickReason Reason)> Of(LabellingPool pool, LabellingRule rule)
    {
        var taken = new List<(int Candidate, PickReason Reason)>();
        if (rule.Policy == LabellingPolicy.ConvincingWrong)
        {
            Take(PickReason.ConvincingWrong, wrong: true, rule.PerProblem, rule.Total);
        }
        else
        {
            Take(PickReason.Uncertain, wrong: false, rule.PerProblem, rule.Total);
        }
        return
        [
            .. taken
                .Select(t => (pool.Keys[pool.Problem[t.Candidate]], pool.Sample[t.Candidate], t.Reason))
                .OrderBy(t => t.Item1, StringComparer.Ordinal)
                .ThenBy(t => t.Item2),
        ];

        void Take(PickReason reason, bool wrong, int? perProblem, int? total)
        {
            while (taken.Count < (total ?? int.MaxValue) && Best(wrong, perProblem) is { } best)
            {
                taken.Add((best, reason));
            }
        }

        int? Best(bool wrong, int? perProblem)
        {
            int? best = null;
            for (int c = 0; c < pool.Count; c++)
            {
                if (
                    taken.Any(t => t.Candidate == c)
                    || (wrong && pool.Verdict[c] != 0)
                    || taken.Count(t => pool.Problem[t.Candidate] == pool.Problem[c]) >= (perProblem ?? int.MaxValue)
                    || taken.Count(t => pool.Subject[t.Candidate] == pool.Subject[c])
                        >= (rule.PerSubject ?? int.MaxValue)
                )
                {
                    continue;
                }
                if (best is null || IsBefore(c, best.Value))
                {
                    best = c;
                }
            }
            return best;
        }

        bool IsBefore(int a, int b)
        {
            var values = rule.Policy == LabellingPolicy.Uncertain ? pool.Uncertainty : pool.Score;
            if (values[a] != values[b])
            {
                return values[a] > values[b];
            }
            int keys = string.CompareOrdinal(pool.Keys[pool.Problem[a]], pool.Keys[pool.Problem[b]]);
            return keys != 0 ? keys < 0 : pool.Sample[a] < pool.Sample[b];
        }
    }
}
