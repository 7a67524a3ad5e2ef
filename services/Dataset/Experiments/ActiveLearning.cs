using Platform.Contracts;
using Platform.Dataset.Labellings;
using Platform.Dataset.Plans;

namespace Platform.Dataset.Experiments;

/// <summary>
/// Process models trained on solutions that a static selector chose, against models trained on solutions chosen by chance
/// (Lightman et al. 2023, section 4.2).
/// </summary>
internal static class ActiveLearning
{
    private static readonly SelectionArm[] Default =
    [
        new("uniform", SelectionPolicy.Uniform),
        new("mixed", SelectionPolicy.Mixed),
    ];

    public static Expansion Expand(ExperimentPlan plan, PlanBuilder builder, ExperimentFacts facts)
    {
        var supervisor = plan.Supervisor ?? Labellers.Oracle;
        var arms = new Arms(plan, builder, facts);
        var policies = plan.Arms ?? Default;
        foreach (long seed in Expansion.Seeds(plan))
        {
            var pool = arms.Pool(plan.Pool!, seed);
            var (selector, own) = Selector(plan, builder, arms, supervisor, seed);
            var trained = new List<TrainedArm>();
            foreach (var (size, epochs) in arms.Sizes())
            {
                foreach (var arm in policies)
                {
                    var select = builder.Select(
                        $"select-{arm.Name}-{seed}-{size}",
                        new SubmitSelection(
                            null,
                            pool.Name,
                            [selector.Model],
                            arm.Policy,
                            Total: size,
                            PerProblem: PerProblem(size, pool.Problems),
                            Aggregation: arm.Aggregation,
                            SkipLabelledBy: Arms.Nobody,
                            Seed: seed
                        ),
                        pool.Solutions,
                        pool.Ready,
                        selector.Job
                    );
                    var label = builder.Label($"label-{arm.Name}-{seed}-{size}", supervisor, select, null, select);
                    var name = $"{arm.Name}-{seed}-{size}";
                    var model = builder.Model(name);
                    var kept = arm.Keep ? own : null;
                    var job = builder.Train(
                        name,
                        new TrainRewardModel(
                            null,
                            Objective.Process,
                            model,
                            kept is null ? [pool.Name] : [pool.Name, kept.Pool],
                            Supervisor.LabellersOf(supervisor),
                            null,
                            arm.Continue ? selector.Model : plan.Generator,
                            arms.Recipe(seed, epochs)
                        ),
                        kept is null ? [select] : [select, kept.Selection],
                        size + (kept?.Solutions ?? 0),
                        label,
                        selector.Job
                    );
                    trained.Add(new(arm.Name, size, model, Arms.Product, job, builder.Id(select)));
                }
            }

            arms.Test(seed, trained);
        }

        return arms.Expand(
            [
                .. policies.Skip(1).Select(a => new ArmPair(a.Name, policies[0].Name)),
                .. policies.Select(a => new ArmPair(a.Name, Arms.Majority)),
            ]
        );
    }

    /// <summary>
    /// Every problem gives its share, as in the paper. Without this limit a policy that ranks all solutions takes most of
    /// them from the problems on which the selector is most wrong.
    /// </summary>
    private static int PerProblem(int size, int problems) => Math.Max(1, (size + problems - 1) / Math.Max(1, problems));

    /// <summary>The selector: a given one, or one trained on the selector's pool.</summary>
    private static (SelectorModel Model, SelectorLabels? Labels) Selector(
        ExperimentPlan plan,
        PlanBuilder builder,
        Arms arms,
        string supervisor,
        long seed
    )
    {
        if (plan.SelectorPool is not { } wanted)
        {
            return (new(plan.Selector!, null), null);
        }

        var pool = arms.Pool(wanted, seed);
        var label = arms.Once(
            $"label-{pool.Name}",
            name => builder.Label(name, supervisor, null, pool.Name, pool.Ready)
        );
        var model = builder.Model($"selector-{seed}");
        var job = builder.Train(
            $"selector-{seed}",
            new TrainRewardModel(
                null,
                Objective.Process,
                model,
                [pool.Name],
                Supervisor.LabellersOf(supervisor),
                null,
                plan.Generator,
                arms.Recipe(seed, null)
            ),
            [],
            pool.Solutions,
            label
        );
        // A training is restricted to selections, so what is kept has to be one: all of the pool.
        SelectorLabels? kept = null;
        if ((plan.Arms ?? Default).Any(a => a.Keep))
        {
            var select = builder.Select(
                $"keep-{seed}",
                new SubmitSelection(
                    null,
                    pool.Name,
                    [model],
                    SelectionPolicy.Uniform,
                    Total: Math.Max(1, pool.Solutions),
                    SkipLabelledBy: Arms.Nobody,
                    Seed: seed
                ),
                pool.Solutions,
                job
            );
            kept = new(pool.Name, select, pool.Solutions);
        }

        return (new(model, kept?.Selection ?? job), kept);
    }

    /// <param name="Model">Name of the model.</param>
    /// <param name="Job">The job after which it can be used; null for a model that exists.</param>
    private sealed record SelectorModel(string Model, string? Job);

    /// <param name="Pool">The selector's pool.</param>
    /// <param name="Selection">The job that selects all of its solutions.</param>
    /// <param name="Solutions">Their number.</param>
    private sealed record SelectorLabels(string Pool, string Selection, int Solutions);
}
