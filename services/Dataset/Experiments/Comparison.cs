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
            .. process.SelectMany(m => OfProcess(m, process.Count > 1 ? $" of {m}" : "", m, null)),
            .. outcome.SelectMany(m => OfOutcome(m, outcome.Count > 1 ? $" of {m}" : "", m, null)),
        ];
        foreach (long seed in Expansion.Seeds(plan))
        {
            arms.Test(seed, compared, [Arms.Majority, Arms.Pass]);
        }

        return arms.Expand(Pairs([.. compared.Select(c => c.Arm)]));
    }

    /// <summary>The strategies of a process model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="suffix">What distinguishes it from other process models.</param>
    /// <param name="named">Its name in the evaluation.</param>
    /// <param name="job">The training; null for a model that exists.</param>
    public static IEnumerable<TrainedArm> OfProcess(string model, string suffix, string named, string? job) =>
        [
            new($"PRM{suffix}", null, named, Arms.Product, job, null),
            new($"PRM minimum{suffix}", null, named, Arms.Minimum, job, null),
            new($"PRM last{suffix}", null, named, Arms.Last, job, null),
            new($"PRM mean{suffix}", null, named, Arms.Mean, job, null),
            new($"PRM vote{suffix}", null, named, $"weighted.{Arms.Product}", job, null),
        ];

    /// <summary>The strategies of an outcome model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="suffix">What distinguishes it from other outcome models.</param>
    /// <param name="named">Its name in the evaluation.</param>
    /// <param name="job">The training; null for a model that exists.</param>
    public static IEnumerable<TrainedArm> OfOutcome(string model, string suffix, string named, string? job) =>
        [
            new($"ORM{suffix}", null, named, Arms.Orm, job, null),
            new($"ORM vote{suffix}", null, named, $"weighted.{Arms.Orm}", job, null),
        ];

    /// <summary>PRM against ORM, each against majority, and other strategies of a model against its main one.</summary>
    public static IReadOnlyList<ArmPair> Pairs(IReadOnlyList<string> arms)
    {
        var process = arms.Where(a => a == "PRM" || a.StartsWith("PRM of ", StringComparison.Ordinal)).ToList();
        var outcome = arms.Where(a =>
                a == "ORM" || a.StartsWith("ORM ", StringComparison.Ordinal) && !a.Contains("vote")
            )
            .ToList();
        return
        [
            .. from p in process from o in outcome select new ArmPair(p, o),
            .. outcome.Select(o => new ArmPair(o, Arms.Majority)),
            .. process.Select(p => new ArmPair(p, Arms.Majority)),
            .. arms.Where(a => a.Contains("vote")).Select(a => new ArmPair(a, Arms.Majority)),
            .. from a in arms
            from p in process
            where a != p && a.StartsWith("PRM ", StringComparison.Ordinal) && !process.Contains(a)
            where p == "PRM" || a.EndsWith(p["PRM".Length..], StringComparison.Ordinal)
            select new ArmPair(a, p),
        ];
    }
}
