using Platform.Contracts;
using Platform.Dataset.Labellings;
using Platform.Dataset.Plans;

namespace Platform.Dataset.Experiments;

/// <summary>
/// Best-of-N from the beginning: for every seed a generator learns from a corpus and writes solutions; a process and an
/// outcome model learn from the same of them, a second outcome model from more.
/// </summary>
internal static class TrainedComparison
{
    public static Expansion Expand(ExperimentPlan plan, PlanBuilder builder, ExperimentFacts facts)
    {
        var supervisor = plan.Supervisor ?? Labellers.Oracle;
        var arms = new Arms(plan, builder, facts);
        // The arms of every seed have the same names.
        IReadOnlyList<ArmPair> pairs = [];
        foreach (long seed in Expansion.Seeds(plan))
        {
            var (generator, written) = Generator(plan, builder, facts, seed);
            var pool = arms.Pool(plan.Pool!, seed, generator, written);
            var label = builder.Label($"label-{seed}", supervisor, null, pool.Name, pool.Ready);
            var recipe = arms.Recipe(seed, null);
            var process = builder.Model($"prm-{seed}");
            var outcome = builder.Model($"orm-{seed}");
            string[] first =
            [
                Train($"prm-{seed}", Objective.Process, process, recipe, pool, label),
                Train($"orm-{seed}", Objective.Outcome, outcome, recipe, pool, label),
            ];
            List<TrainedArm> trained =
            [
                .. Comparison.OfProcess(process, "", first[0]),
                .. Comparison.OfOutcome(outcome, "", first[1]),
            ];
            if (plan.OutcomeSamples is { } samples)
            {
                // The first two have frozen their training sets before the pool grows.
                var more = builder.Sample($"sample-more-{seed}", pool.Name, samples, pool.Problems, generator, first);
                var many = builder.Model($"orm-many-{seed}");
                var larger = pool with { Solutions = pool.Problems * samples };
                var job = Train(
                    $"orm-many-{seed}",
                    Objective.Outcome,
                    many,
                    (plan.OutcomeRecipe ?? plan.Recipe ?? new()) with
                    {
                        Seed = seed,
                    },
                    larger,
                    more
                );
                trained.AddRange(Comparison.OfOutcome(many, " on more solutions", job));
            }

            arms.Test(seed, trained, generator, written);
            pairs = Comparison.Pairs(trained);

            string Train(
                string name,
                Objective objective,
                string model,
                TrainingRecipe hyperParameters,
                ReadyPool from,
                string? after
            ) =>
                builder.Train(
                    name,
                    new TrainRewardModel(
                        null,
                        objective,
                        model,
                        [from.Name],
                        objective == Objective.Process ? Supervisor.LabellersOf(supervisor) : null,
                        null,
                        generator,
                        hyperParameters
                    ),
                    [],
                    from.Solutions,
                    after
                );
        }

        return arms.Expand(pairs);
    }

    private static (string Model, string? Job) Generator(
        ExperimentPlan plan,
        PlanBuilder builder,
        ExperimentFacts facts,
        long seed
    )
    {
        if (plan.Corpus is not { } corpus)
        {
            return (plan.Generator!, null);
        }

        var name = Expansion.NameOf(corpus, seed);
        var model = builder.Model($"lm-{seed}");
        var job = builder.Train(
            $"generator-{seed}",
            new TrainLanguageModel(null, model, [name], Recipe: (plan.GeneratorRecipe ?? new()) with { Seed = seed }),
            facts.Size(corpus, seed).Solutions
        );
        return (model, job);
    }
}
