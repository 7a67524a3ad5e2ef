using Platform.Contracts;
using Platform.Dataset.Plans;

namespace Platform.Dataset.Experiments;

/// <summary>Reward models that exist, on one or several pools.</summary>
internal static class Comparison
{
    public static Expansion Expand(ExperimentPlan plan, PlanBuilder builder, ExperimentFacts facts)
    {
        var arms = new Arms(plan, builder, facts);
        var models = plan.Models!;
        var process = models.Where(m => facts.Kind(m) == ModelKind.Process).ToList();
        var outcome = models.Except(process).ToList();
        IReadOnlyList<TrainedArm> compared =
        [
            .. process.SelectMany(m => OfProcess(m, process.Count > 1 ? $" of {m}" : "", null)),
            .. outcome.SelectMany(m => OfOutcome(m, outcome.Count > 1 ? $" of {m}" : "", null)),
        ];
        foreach (long seed in Expansion.Seeds(plan))
        {
            arms.Test(seed, compared);
        }

        return arms.Expand(Pairs(compared));
    }

    /// <summary>The strategies of a process model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="suffix">What distinguishes it from other process models.</param>
    /// <param name="job">The training; null for a model that exists.</param>
    public static IEnumerable<TrainedArm> OfProcess(string model, string suffix, string? job) =>
        [
            new($"PRM{suffix}", null, model, Arms.Product, job, null),
            new($"PRM minimum{suffix}", null, model, Arms.Minimum, job, null),
            new($"PRM last{suffix}", null, model, Arms.Last, job, null),
            new($"PRM mean{suffix}", null, model, Arms.Mean, job, null),
            new($"PRM vote{suffix}", null, model, Arms.Weighted + Arms.Product, job, null),
        ];

    /// <summary>The strategies of an outcome model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="suffix">What distinguishes it from other outcome models.</param>
    /// <param name="job">The training; null for a model that exists.</param>
    public static IEnumerable<TrainedArm> OfOutcome(string model, string suffix, string? job) =>
        [
            new($"ORM{suffix}", null, model, Arms.Orm, job, null),
            new($"ORM vote{suffix}", null, model, Arms.Weighted + Arms.Orm, job, null),
        ];

    /// <summary>PRM against ORM, each against majority, and other strategies of a model against its main one.</summary>
    /// <param name="arms">The arms of one seed.</param>
    public static IReadOnlyList<ArmPair> Pairs(IReadOnlyList<TrainedArm> arms)
    {
        var process = arms.Where(a => a.Strategy == Arms.Product).ToList();
        var outcome = arms.Where(a => a.Strategy == Arms.Orm).ToList();
        var votes = arms.Where(a => a.Strategy.StartsWith(Arms.Weighted, StringComparison.Ordinal));
        return
        [
            .. from p in process from o in outcome select new ArmPair(p.Arm, o.Arm),
            .. outcome.Concat(process).Concat(votes).Select(a => new ArmPair(a.Arm, Arms.Majority)),
            .. from a in arms from p in process where a != p && a.Model == p.Model select new ArmPair(a.Arm, p.Arm),
        ];
    }
}
