using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Plans;

namespace Platform.Dataset.Generations;

/// <summary>Reads a message on <c>generations-jobs</c>.</summary>
internal static class GenerationsRequest
{
    private const int MostSolutions = 10_000_000;

    private static readonly GenerationsPlan Nothing = new("", 1, new(""), new(""), "");

    private static readonly string[] Fields = ["generationsId", "plan"];

    private static readonly string[] OfPlan =
    [
        "name",
        "generations",
        "pool",
        "test",
        "selector",
        "fresh",
        "retrain",
        "generator",
        "base",
        "continue",
        "supervisor",
        "policy",
        "perProblem",
        "total",
        "aggregation",
        "skipLabelledBy",
        "sampling",
        "recipe",
        "seed",
    ];

    /// <summary>Reads a submission. Never throws; format errors are part of the result.</summary>
    public static JobRequest Read(byte[] body) =>
        JobBody<SubmitGenerations>
            .Read(
                body,
                """{"plan":{"name":"prm","generations":3,"pool":{"name":"POOL"},"test":{"name":"POOL"},"selector":"NAME","total":1000}}""",
                new SubmitGenerations(null, Nothing),
                Read
            )
            .Request(c => c.GenerationsId);

    private static SubmitGenerations Read(JsonFields fields)
    {
        fields.Known(Fields);
        var plan = fields.Object("plan", "give an object");
        return new(fields.Id("generationsId"), plan is null ? Nothing : Plan(plan));
    }

    private static GenerationsPlan Plan(JsonFields plan)
    {
        plan.Known(OfPlan);
        var name = plan.Text("name", required: true) ?? "";
        if (name.Length > 0 && !Names.IsValid(name))
        {
            plan.Error("name", $"'{name}' is not a valid name for models; use {Names.Rule}");
        }

        if (!plan.Has("perProblem") && !plan.Has("total"))
        {
            plan.Error("perProblem", "missing; give a number of solutions per problem, or total, or both");
        }

        var fresh = plan.Flag("fresh") ?? false;
        var pool = PlanFields.Pool(plan, "pool", required: true) ?? new("");
        if (fresh && pool.Samples is null)
        {
            plan.Error("fresh", "pool.samples is missing, so no generation would add solutions; give it");
        }

        return new(
            name,
            (int)(plan.Integer("generations", 1, 100, required: true) ?? 1),
            pool,
            PlanFields.Pool(plan, "test", required: true) ?? new(""),
            plan.Text("selector", required: true) ?? "",
            fresh,
            plan.Flag("retrain") ?? false,
            plan.Text("generator"),
            plan.Text("base"),
            plan.Flag("continue") ?? false,
            PlanFields.LabelledBy(plan),
            plan.Choice<SelectionPolicy>("policy"),
            (int?)plan.Integer("perProblem", 1, MostSolutions),
            (int?)plan.Integer("total", 1, MostSolutions),
            plan.Choice<ScoreAggregation>("aggregation"),
            plan.Text("skipLabelledBy"),
            PlanFields.Sampling(plan),
            PlanFields.Recipe(plan, "recipe"),
            plan.Integer("seed", long.MinValue, long.MaxValue)
        );
    }
}
