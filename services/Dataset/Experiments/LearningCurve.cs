using Platform.Contracts;
using Platform.Dataset.Plans;

namespace Platform.Dataset.Experiments;

/// <summary>
/// The Game of 24: process and outcome models of more and more labelled texts, and one of each that has never met a state of
/// the test, which tells learning from memory.
/// </summary>
internal static class LearningCurve
{
    private const string Process = "PRM";
    private const string Outcome = "ORM";
    private const string Strict = "strict";

    private static readonly (string Arm, string Prefix, Objective Train)[] Kinds =
    [
        (Process, "prm", Objective.Process),
        (Outcome, "orm", Objective.Outcome),
    ];

    public static Expansion Expand(ExperimentPlan plan, PlanBuilder builder, ExperimentFacts facts)
    {
        var arms = new Arms(plan, builder, facts);
        var passes = plan.Epochs!;
        var given = plan.Models ?? [];
        // The tests' steps are judged too, so that the report can tell what first steps the models judge right.
        string? labelled = null;
        foreach (
            var test in plan.Tests.SelectMany(t => Expansion.Seeds(plan).Select(s => Expansion.NameOf(t, s))).Distinct()
        )
        {
            labelled = builder.Label($"label-{test}", Labellers.Oracle, null, test, labelled);
        }

        foreach (long seed in Expansion.Seeds(plan))
        {
            var pool = arms.Pool(plan.Pool!, seed);
            List<TrainedArm> compared = [];
            foreach (var (arm, prefix, train) in Kinds)
            {
                for (int i = 0; i < passes.Count; i++)
                {
                    compared.Add(
                        Trained(
                            arm,
                            $"{prefix}-{seed}-{i + 1}",
                            train,
                            pool,
                            passes[i],
                            (int)(passes[i] * pool.Solutions)
                        )
                    );
                }

                if (plan.StrictPool is { } strict)
                {
                    compared.Add(
                        Trained(
                            $"{arm} {Strict}",
                            $"{prefix}-{Strict}-{seed}",
                            train,
                            arms.Pool(strict, seed),
                            passes[^1],
                            null
                        )
                    );
                }
            }

            arms.Test(seed, [.. compared, .. given.Select(Existing)], after: labelled);

            TrainedArm Trained(string arm, string name, Objective train, ReadyPool from, double epochs, int? size)
            {
                var model = builder.Model(name);
                var job = builder.Train(
                    name,
                    new TrainRewardModel(null, train, model, [from.Name], Recipe: arms.Recipe(seed, epochs)),
                    [],
                    from.Solutions,
                    from.Ready
                );
                return new(arm, size, model, train == Objective.Process ? Arms.Product : Arms.Orm, job, null);
            }
        }

        string[] trained = [.. Kinds.Select(k => k.Arm)];
        string[] strictly = plan.StrictPool is null ? [] : [.. trained.Select(a => $"{a} {Strict}")];
        return arms.Expand(
            [
                new(Process, Outcome),
                .. strictly.Length > 0 ? [new ArmPair(strictly[0], strictly[1])] : Array.Empty<ArmPair>(),
                .. trained.Zip(strictly, (all, strict) => new ArmPair(all, strict)),
                .. trained.Concat(strictly).Concat(given).Select(a => new ArmPair(a, Arms.Majority)),
            ]
        );

        TrainedArm Existing(string model) =>
            new(model, null, model, facts.Kind(model) == ModelKind.Process ? Arms.Product : Arms.Orm, null, null);
    }
}
