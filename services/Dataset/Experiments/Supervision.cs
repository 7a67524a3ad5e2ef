using Platform.Contracts;
using Platform.Dataset.Labellings;
using Platform.Dataset.Plans;

namespace Platform.Dataset.Experiments;

/// <summary>
/// The same solutions with three supervisions: every step by the supervisor, the whole solution by the supervisor, and the
/// final answer by grading (Lightman et al. 2023, section 4.1, Fig. 4).
/// </summary>
internal static class Supervision
{
    private const string Process = "process";
    private const string BySupervisor = "outcome by the supervisor";
    private const string ByAnswer = "outcome by the final answer";

    public static Expansion Expand(ExperimentPlan plan, PlanBuilder builder, ExperimentFacts facts)
    {
        var supervisor = plan.Supervisor ?? Labellers.Oracle;
        var arms = new Arms(plan, builder, facts);
        var seeds = Expansion.Seeds(plan).Select(seed => Selected(plan, builder, arms, seed)).ToList();
        // Rollouts may add solutions to the pool, so they wait for what is selected from it.
        string[] selects = [.. seeds.SelectMany(s => s.Selects)];
        foreach (var (seed, pool, own) in seeds)
        {
            var labels = arms.Once(
                $"label-{pool.Name}",
                name => builder.Label(name, supervisor, null, pool.Name, pool.Ready)
            );
            var trained = new List<TrainedArm>();
            foreach (var ((size, epochs), select) in arms.Sizes().Zip(own))
            {
                foreach (var (arm, train, outcome) in Supervisions(supervisor))
                {
                    var name = $"{arm.Replace(' ', '-')}-{seed}-{size}";
                    var model = builder.Model($"{name.Replace("outcome-by-the-", "outcome-")}");
                    var job = builder.Train(
                        name,
                        new TrainRewardModel(
                            null,
                            train,
                            model,
                            [pool.Name],
                            train == Objective.Process ? Supervisor.LabellersOf(supervisor) : null,
                            outcome,
                            plan.Generator,
                            arms.Recipe(seed, epochs)
                        ),
                        [select],
                        size,
                        select,
                        labels
                    );
                    trained.Add(
                        new(
                            arm,
                            size,
                            model,
                            train == Objective.Process ? Arms.Product : Arms.Orm,
                            job,
                            builder.Id(select)
                        )
                    );
                }
            }

            var rollouts = RolloutLabels(plan, builder, arms, pool, selects);
            trained.AddRange(
                (plan.Rollouts ?? []).Select(r => Rollouts(plan, builder, arms, r, seed, pool, rollouts[r.Name]))
            );
            arms.Test(seed, trained);
        }

        return arms.Expand(
            [
                new(Process, BySupervisor),
                new(BySupervisor, ByAnswer),
                new(Process, ByAnswer),
                new(Process, Arms.Majority),
                new(BySupervisor, Arms.Majority),
                new(ByAnswer, Arms.Majority),
                .. (plan.Rollouts ?? []).Select(r => new ArmPair(r.Name, Arms.Majority)),
            ]
        );
    }

    /// <summary>Plans the selections of a seed, one for each size.</summary>
    private static (long Seed, ReadyPool Pool, IReadOnlyList<string> Selects) Selected(
        ExperimentPlan plan,
        PlanBuilder builder,
        Arms arms,
        long seed
    )
    {
        var pool = arms.Pool(plan.Pool!, seed);
        var selects = arms.Sizes()
            .Select(s =>
                builder.Select(
                    $"select-{seed}-{s.Size}",
                    new SubmitSelection(
                        null,
                        pool.Name,
                        [plan.Selector!],
                        SelectionPolicy.Uniform,
                        Total: s.Size,
                        SkipLabelledBy: Arms.Nobody,
                        Seed: seed
                    ),
                    pool.Solutions,
                    pool.Ready
                )
            )
            .ToList();
        return (seed, pool, selects);
    }

    /// <summary>
    /// Plans the labels by rollouts of a pool, each after the one before it, because omegaprm adds solutions to the pool.
    /// </summary>
    /// <returns>The job of each arm.</returns>
    private static Dictionary<string, string> RolloutLabels(
        ExperimentPlan plan,
        PlanBuilder builder,
        Arms arms,
        ReadyPool pool,
        IEnumerable<string> selects
    )
    {
        var jobs = new Dictionary<string, string>();
        List<string?> needs = [pool.Ready, .. selects];
        foreach (var arm in (plan.Rollouts ?? []).OrderBy(a => a.Settings.Method))
        {
            // Arms with the same settings, which differ in how the model learns from them, share their labels.
            var labeller = Supervisor.LabellerOf(plan.Generator!, arm.Settings, null).Replace(':', '-');
            jobs[arm.Name] = arms.Once(
                $"label-{pool.Name}-{labeller}",
                name => builder.Label(name, arm.Settings, pool.Name, pool.Problems, needs)
            );
            needs = [jobs[arm.Name]];
        }

        return jobs;
    }

    /// <summary>Plans a process model on labels by rollouts, which do not depend on the sizes.</summary>
    private static TrainedArm Rollouts(
        ExperimentPlan plan,
        PlanBuilder builder,
        Arms arms,
        RolloutArm arm,
        long seed,
        ReadyPool pool,
        string labels
    )
    {
        var model = builder.Model($"{arm.Name}-{seed}");
        var recipe = arms.Recipe(seed, plan.Epochs?[^1]);
        var training = builder.Train(
            $"{arm.Name}-{seed}",
            new TrainRewardModel(
                null,
                Objective.Process,
                model,
                [pool.Name],
                builder.LabellerOf(labels),
                null,
                plan.Generator,
                recipe with
                {
                    Fractions = arm.Fractions ?? recipe.Fractions,
                    LabelCut = arm.LabelCut ?? recipe.LabelCut,
                }
            ),
            [],
            pool.Solutions,
            labels
        );
        return new(arm.Name, null, model, Arms.Product, training, null);
    }

    private static IEnumerable<(string Arm, Objective Train, string? Outcome)> Supervisions(string supervisor) =>
        [
            (Process, Objective.Process, null),
            (BySupervisor, Objective.Outcome, Supervisor.LabellersOf(supervisor)),
            (ByAnswer, Objective.Outcome, null),
        ];
}
