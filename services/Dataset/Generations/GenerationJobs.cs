using Platform.Contracts;
using Platform.Dataset.Labellings;
using Platform.Dataset.Plans;

namespace Platform.Dataset.Generations;

/// <summary>The jobs of generations. Their names are those of the stage and the number: <c>select-3</c>.</summary>
internal static class GenerationJobs
{
    public static IReadOnlyList<PlannedJob> Of(GenerationsPlan plan, Guid id, DateTimeOffset now, PlanFacts facts)
    {
        var builder = new PlanBuilder(id, now, plan.Sampling, plan.Generator);
        var supervisor = plan.Supervisor ?? Labellers.Oracle;
        var seed = plan.Seed ?? 0;
        var problems = facts.Size(plan.Pool.Name)!.Problems;
        var test = facts.Size(plan.Test.Name)!.With(plan.Test.Samples);
        var held = builder.Sample("sample-test", plan.Test.Name, plan.Test.Samples, test.Problems);
        // The test's steps are labelled too: the models' AUC on them tells more than best-of-N alone. People are not asked.
        held =
            supervisor == Supervisor.People
                ? held
                : builder.Label("label-test", supervisor, null, plan.Test.Name, held);
        var start = builder.Evaluate("evaluate-0", plan.Test.Name, test.Solutions, [plan.Selector], seed, held);
        var (model, trained) = (plan.Selector, (string?)null);
        List<string> selections = [];
        for (var number = 1; number <= plan.Generations; number++)
        {
            var samples = plan.Fresh ? plan.Pool.Samples * number : plan.Pool.Samples;
            var sampled =
                number == 1 || plan.Fresh
                    ? builder.Sample($"sample-{number}", plan.Pool.Name, samples, problems, null, trained)
                    : null;
            var size = facts.Size(plan.Pool.Name)!.With(samples);
            var select = builder.Select(
                $"select-{number}",
                new SubmitSelection(
                    null,
                    plan.Pool.Name,
                    [plan.Retrain ? model : plan.Selector],
                    plan.Policy ?? SelectionPolicy.Mixed,
                    plan.PerProblem,
                    plan.Total,
                    Aggregation: plan.Aggregation,
                    Exclude: [plan.Test.Name],
                    Generation: number,
                    SkipLabelledBy: plan.SkipLabelledBy ?? Supervisor.LabellersOf(supervisor),
                    Seed: seed + number
                ),
                size.Solutions,
                sampled,
                trained,
                start
            );
            selections.Add(select);
            var label = builder.Label($"label-{number}", supervisor, select, null, select);
            var name = builder.Model($"{plan.Name}-g{number}");
            trained = builder.Train(
                $"train-{number}",
                new TrainRewardModel(
                    null,
                    Objective.Process,
                    name,
                    [plan.Pool.Name],
                    Supervisor.LabellersOf(supervisor),
                    null,
                    plan.Continue && number > 1 ? model : plan.Base ?? plan.Generator,
                    (plan.Recipe ?? new()) with
                    {
                        Seed = seed,
                    }
                ),
                selections,
                (long)number * (plan.Total ?? problems * plan.PerProblem!.Value),
                label
            );
            // The model before it is evaluated beside it: their difference is paired.
            builder.Evaluate($"evaluate-{number}", plan.Test.Name, test.Solutions, [name, model], seed, trained, start);
            model = name;
        }

        return builder.Jobs;
    }
}
