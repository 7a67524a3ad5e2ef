using Platform.Contracts;
using Platform.Dataset.Jobs;

namespace Platform.Dataset.Experiments;

/// <summary>Decides whether an experiment is accepted: what is impossible is refused before anything runs.</summary>
internal static class ExperimentAdmission
{
    /// <summary>Returns every reason to reject the submission; empty if it is accepted.</summary>
    public static IReadOnlyList<string> Reasons(JobRequest request, ExperimentFacts facts)
    {
        if (request.Errors.Count > 0)
        {
            return request.Errors;
        }

        var (_, experiment, plan) = (SubmitExperiment)request.Value;
        return
        [
            .. Shape(experiment, plan),
            .. facts.MissingPools(plan),
            .. new[]
            {
                facts.NoModel("plan.generator", plan.Generator, [ModelKind.Language], "language model"),
                facts.NoModel("plan.selector", plan.Selector, [ModelKind.Process], "process model"),
                facts.NoModel(
                    "plan.supervisor",
                    ExperimentFacts.Supervising(plan),
                    [ModelKind.Process],
                    "process model"
                ),
            }.OfType<string>(),
            .. (plan.Models ?? [])
                .Select(m => facts.NoModel("plan.models", m, ModelKind.Scoring, "reward model"))
                .OfType<string>(),
            .. Sizes(plan, facts),
            .. Grown(plan, facts),
        ];
    }

    private static IEnumerable<string> Shape(string experiment, ExperimentPlan plan)
    {
        if (plan.Tests.Count == 0)
        {
            yield return """plan.tests: missing; give at least one pool, such as [{"name":"held-out"}].""";
        }

        foreach (var twice in plan.Tests.GroupBy(Expansion.NameOfAll, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            yield return $"plan.tests: '{twice.Key}' is named {twice.Count()} times; name it once.";
        }

        var fields = experiment switch
        {
            Contracts.Experiments.Supervision => Missing(
                ("pool", plan.Pool),
                ("sizes", plan.Sizes),
                ("selector", plan.Selector)
            ),
            Contracts.Experiments.ActiveLearning => Missing(("pool", plan.Pool), ("sizes", plan.Sizes))
                .Concat(
                    OneOf(
                        ("selector", plan.Selector),
                        ("selectorPool", plan.SelectorPool),
                        "a process model, or solutions to train one on"
                    )
                ),
            Contracts.Experiments.BestOfN when plan.Models is null => Missing(("pool", plan.Pool))
                .Concat(
                    OneOf(
                        ("generator", plan.Generator),
                        ("corpus", plan.Corpus),
                        "a language model, or solutions to train one on"
                    )
                ),
            Contracts.Experiments.Game24 => Missing(("pool", plan.Pool), ("epochs", plan.Epochs)),
            _ => Missing(("models", plan.Models)),
        };
        foreach (var reason in fields)
        {
            yield return reason;
        }

        if (experiment == Contracts.Experiments.ActiveLearning && plan.Arms is { Count: < 2 })
        {
            yield return "plan.arms: one arm cannot be compared; give a control, such as uniform, and another.";
        }

        foreach (var arm in plan.SelectorPool is null ? plan.Arms ?? [] : [])
        {
            if (arm.Keep)
            {
                yield return $"plan.arms: '{arm.Name}' keeps the selector's labels, and the plan has no selectorPool; give one, or leave out keep.";
            }
        }

        if (
            experiment == Contracts.Experiments.Supervision
            && plan.Supervisor is { } by
            && Labellings.Supervisor.IsRollouts(by)
        )
        {
            yield return $"plan.supervisor: '{by}' judges no whole solutions; give them as plan.rollouts, beside another supervisor.";
        }

        if (plan.Rollouts is { Count: > 0 } && plan.Generator is null)
        {
            yield return "plan.generator: missing; rollouts are completed by a language model.";
        }

        if (plan.OutcomeSamples is { } more && plan.Pool?.Samples is { } samples && more <= samples)
        {
            yield return $"plan.outcomeSamples: {more} is not more than the {samples} samples of plan.pool; give a larger number.";
        }
    }

    private static IEnumerable<string> Missing(params (string Field, object? Value)[] required) =>
        required.Where(r => r.Value is null).Select(r => $"plan.{r.Field}: missing; this experiment needs it.");

    private static IEnumerable<string> OneOf(
        (string Field, object? Value) a,
        (string Field, object? Value) b,
        string what
    )
    {
        if (a.Value is null == b.Value is null)
        {
            yield return $"plan.{a.Field}: give {what} ({a.Field} or {b.Field}){(a.Value is null ? "" : ", not both")}.";
        }
    }

    /// <summary>A pool that has grown would give the first models more solutions than the plan says.</summary>
    private static IEnumerable<string> Grown(ExperimentPlan plan, ExperimentFacts facts) =>
        plan is { OutcomeSamples: not null, Pool: { Samples: { } samples } pool }
            ? from seed in Expansion.Seeds(plan)
            let size = facts.Size(pool, seed)
            where size.Solutions > samples * size.Problems
            select $"plan.pool: '{Expansion.NameOf(pool, seed)}' has {size.Solutions} solutions, more than {samples} for each of {size.Problems} problems; name a new pool."
            : [];

    private static IEnumerable<string> Sizes(ExperimentPlan plan, ExperimentFacts facts)
    {
        if (plan.Sizes is not [.., var largest] || plan.Pool is not { } pool)
        {
            yield break;
        }

        foreach (long seed in Expansion.Seeds(plan))
        {
            if (facts.Size(pool, seed) is { Problems: > 0 } size && size.Solutions < largest)
            {
                yield return $"plan.sizes: {largest} solutions are more than the {size.Solutions} of '{Expansion.NameOf(pool, seed)}'; raise plan.pool.samples, or leave out the size.";
            }
        }
    }
}
