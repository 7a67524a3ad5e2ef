using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Labellings;
using Platform.Dataset.Plans;

namespace Platform.Dataset.Generations;

/// <summary>Decides whether generations are accepted: what is impossible is refused before anything runs.</summary>
internal static class GenerationsAdmission
{
    /// <summary>Returns every reason to reject the submission; empty if it is accepted.</summary>
    public static IReadOnlyList<string> Reasons(JobRequest request, PlanFacts facts)
    {
        if (request.Errors.Count > 0)
        {
            return request.Errors;
        }

        var plan = ((SubmitGenerations)request.Value).Plan;
        return
        [
            .. new[]
            {
                facts.NoPool("plan.pool.name", plan.Pool.Name),
                facts.NoPool("plan.test.name", plan.Test.Name),
                plan.Pool.Name == plan.Test.Name
                    ? $"plan.test.name: '{plan.Test.Name}' is the pool to choose from too, so it is not held out; name another."
                    : null,
                facts.NoModel("plan.selector", plan.Selector, [ModelKind.Process], "process model"),
                plan.Generator is { } generator
                    ? facts.NoModel("plan.generator", generator, [ModelKind.Language], "language model")
                    : null,
                plan.Base is { } start
                    ? facts.NoModel("plan.base", start, [.. ModelKind.Scoring, ModelKind.Language], "model")
                    : null,
                Supervising(plan) is { } supervisor
                    ? facts.NoModel("plan.supervisor", supervisor, [ModelKind.Process], "process model")
                    : null,
                Empty(plan, facts),
            }.OfType<string>(),
        ];
    }

    /// <summary>Every model that a plan names.</summary>
    public static IReadOnlyCollection<string> Models(GenerationsPlan plan) =>
        [.. new[] { plan.Selector, plan.Generator, plan.Base, Supervising(plan) }.OfType<string>().Distinct()];

    private static string? Supervising(GenerationsPlan plan) =>
        plan.Supervisor is { } by && Supervisor.IsModel(by) ? Supervisor.Model(by) : null;

    private static string? Empty(GenerationsPlan plan, PlanFacts facts) =>
        plan.Pool.Samples is null && facts.Size(plan.Pool.Name) is { Solutions: 0 }
            ? $"plan.pool: '{plan.Pool.Name}' has no solutions to choose from; give samples, or import some."
            : null;
}
