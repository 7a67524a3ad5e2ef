namespace Platform.Kernels.Labelling;

/// <summary>The limits of every pass of a rule.</summary>
/// <param name="InjectedOf">Injected right solutions, by problem.</param>
/// <param name="ChosenOf">Solutions that the policy chooses, by problem.</param>
/// <param name="WrongOf">Wrong solutions among these that <see cref="LabellingPolicy.Mixed"/> takes first, by problem.</param>
/// <param name="Injected">Injected right solutions in total.</param>
/// <param name="Chosen">Solutions that the policy chooses in total.</param>
/// <param name="Wrong">Wrong solutions among these that are taken first in total.</param>
internal sealed record Limits(int[] InjectedOf, int[] ChosenOf, int[] WrongOf, long Injected, long Chosen, long Wrong)
{
    /// <param name="pool">The candidates.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="rounding">An order of the problems: it decides whose quotas are rounded up.</param>
    public static Limits Of(LabellingPool pool, LabellingRule rule, int[] rounding)
    {
        var candidates = new int[pool.Keys.Length];
        foreach (int problem in pool.Problem)
        {
            candidates[problem]++;
        }
        // A problem without a limit of its own may give all of its candidates.
        var most = Array.ConvertAll(candidates, c => Math.Min(c, rule.PerProblem ?? c));
        if (rule.PerProblem is null)
        {
            long injected = Quotas.Of(rule.Total!.Value, rule.RightShare);
            long chosen = rule.Total.Value - injected;
            return new(most, [.. most], [.. most], injected, chosen, Quotas.Of(chosen, rule.WrongShare));
        }
        var injectedOf = Quotas.Share(most, rule.RightShare, rounding);
        var chosenOf = most.Zip(injectedOf, (m, i) => m - i).ToArray();
        var wrongOf = Quotas.Share(chosenOf, rule.WrongShare, rounding);
        long all = Math.Min(rule.Total ?? long.MaxValue, most.Sum(m => (long)m));
        long right = Quotas.Of(all, rule.RightShare);
        return new(injectedOf, chosenOf, wrongOf, right, all - right, Quotas.Of(all - right, rule.WrongShare));
    }
}
