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
        foreach (long seed in Expansion.Seeds(plan))
        {
            var pool = arms.Pool(plan.Pool!, seed);
            var labels = arms.Once(
                $"label-{pool.Name}",
                name => builder.Label(name, supervisor, null, pool.Name, pool.Ready)
            );
            var trained = new List<TrainedArm>();
            foreach (var (size, epochs) in arms.Sizes())
            {
                var select = builder.Select(
                    $"select-{seed}-{size}",
                    new SubmitSelection(
                        null,
                        pool.Name,
                        [plan.Selector!],
                        SelectionPolicy.Uniform,
                        Total: size,
                        SkipLabelledBy: Arms.Nobody,
                        Seed: seed
                    ),
                    pool.Solutions,
                    pool.Ready
                );
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
            ]
        );
    }

    private static IEnumerable<(string Arm, Objective Train, string? Outcome)> Supervisions(string supervisor) =>
        [
            (Process, Objective.Process, null),
            (BySupervisor, Objective.Outcome, Supervisor.LabellersOf(supervisor)),
            (ByAnswer, Objective.Outcome, null),
        ];
}
