namespace Platform.Kernels.Labelling;

/// <summary>What the passes of a policy have taken so far.</summary>
internal sealed class Taking(LabellingPool pool, int? perSubject)
{
    private readonly sbyte[] reasons = [.. Enumerable.Repeat((sbyte)-1, pool.Count)];
    private readonly int[] ofSubject = new int[pool.Subject.Length == 0 ? 0 : pool.Subject.Max() + 1];

    /// <summary>Takes candidates in this order until the limits are reached.</summary>
    /// <param name="order">The candidates.</param>
    /// <param name="reason">The reason to record.</param>
    /// <param name="verdict">The verdict that a candidate must have; null for any.</param>
    /// <param name="ofProblem">Limit of this pass for each problem.</param>
    /// <param name="total">Limit of this pass.</param>
    /// <returns>How many candidates of each problem were taken.</returns>
    public int[] Pass(int[] order, PickReason reason, int? verdict, int[] ofProblem, long total)
    {
        var taken = new int[ofProblem.Length];
        foreach (int c in order)
        {
            if (total <= 0)
            {
                break;
            }
            int problem = pool.Problem[c];
            int subject = pool.Subject[c];
            if (
                reasons[c] < 0
                && (verdict is null || pool.Verdict[c] == verdict)
                && taken[problem] < ofProblem[problem]
                && (perSubject is null || ofSubject[subject] < perSubject)
            )
            {
                reasons[c] = (sbyte)reason;
                taken[problem]++;
                ofSubject[subject]++;
                total--;
            }
        }
        return taken;
    }

    /// <summary>Everything taken, by problem key and rank.</summary>
    /// <param name="ranked">Every candidate, in the order that decides the ranks.</param>
    /// <param name="byKey">The place of each problem in the order of keys.</param>
    public List<Pick> Picks(int[] ranked, int[] byKey)
    {
        var rank = new int[pool.Keys.Length];
        var picks = new List<Pick>();
        foreach (int c in ranked)
        {
            int place = ++rank[pool.Problem[c]];
            if (reasons[c] >= 0)
            {
                picks.Add(new Pick(c, (PickReason)reasons[c], place));
            }
        }
        picks.Sort(
            (a, b) => (byKey[pool.Problem[a.Candidate]], a.Rank).CompareTo((byKey[pool.Problem[b.Candidate]], b.Rank))
        );
        return picks;
    }
}
