using Platform.Contracts;
using Platform.Dataset.Plans;

namespace Platform.Dataset.Experiments;

/// <summary>What an experiment runs, and what it compares.</summary>
/// <param name="Jobs">The jobs, each after those that it needs.</param>
/// <param name="Runs">The results to compare; step labels are counted when they exist.</param>
/// <param name="Pairs">Arms that are compared.</param>
internal sealed record Expansion(
    IReadOnlyList<PlannedJob> Jobs,
    IReadOnlyList<ArmRun> Runs,
    IReadOnlyList<ArmPair> Pairs
)
{
    private const string Placeholder = "{seed}";

    /// <summary>Expands a plan that has been admitted.</summary>
    /// <param name="request">The submission.</param>
    /// <param name="id">The experiment's id.</param>
    /// <param name="now">Time for the ids of the jobs.</param>
    /// <param name="facts">What exists.</param>
    public static Expansion Of(SubmitExperiment request, Guid id, DateTimeOffset now, ExperimentFacts facts)
    {
        var plan = request.Plan;
        var builder = new PlanBuilder(id, now, plan.Sampling, plan.Generator);
        return request.Experiment switch
        {
            Contracts.Experiments.Supervision => Supervision.Expand(plan, builder, facts),
            Contracts.Experiments.ActiveLearning => ActiveLearning.Expand(plan, builder, facts),
            Contracts.Experiments.Game24 => LearningCurve.Expand(plan, builder, facts),
            _ when plan.Models is not null => Comparison.Expand(plan, builder, facts),
            _ => TrainedComparison.Expand(plan, builder, facts),
        };
    }

    /// <summary>The seeds of a plan.</summary>
    public static IReadOnlyList<long> Seeds(ExperimentPlan plan) => plan.Seeds ?? [0];

    /// <summary>The name of a pool for a seed.</summary>
    public static string NameOf(PlannedPool pool, long seed) =>
        pool.Name.Replace(Placeholder, $"{seed}", StringComparison.Ordinal);

    /// <summary>True if every seed has a pool of its own.</summary>
    public static bool IsPerSeed(PlannedPool pool) => pool.Name.Contains(Placeholder, StringComparison.Ordinal);

    /// <summary>The name of a pool for all seeds together.</summary>
    public static string NameOfAll(PlannedPool pool) =>
        pool
            .Name.Replace($"-{Placeholder}", "", StringComparison.Ordinal)
            .Replace(Placeholder, "", StringComparison.Ordinal);
}
