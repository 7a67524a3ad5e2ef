using Platform.Contracts;
using Platform.Dataset.Evaluations;
using Platform.Dataset.Jobs;
using Platform.Dataset.Labellings;
using Platform.Dataset.Trainings;
using Platform.Synthetic.Game24;

namespace Platform.Dataset.Plans;

/// <summary>Reads the fields that plans have in common.</summary>
internal static class PlanFields
{
    private const int Most = 10_000_000;

    private static readonly string[] PoolFields = ["name", "samples", "make"];

    private static readonly string[] ProblemFields = ["problems", "split", "levels", "misconceptions"];

    private static readonly string[] TextFields = ["texts", "largest", "without", "firstSteps"];

    private static readonly string[] MakeFields = ["family", "seed", .. ProblemFields, .. TextFields];

    public static PlannedPool? Pool(JsonFields plan, string name, bool required = false)
    {
        var pool = plan.Object(name, required ? """give {"name":"POOL"}""" : null);
        return pool is null ? null : Pool(pool);
    }

    public static PlannedPool Pool(JsonFields pool)
    {
        pool.Known(PoolFields);
        return new(
            pool.Text("name", required: true) ?? "",
            (int?)pool.Integer("samples", 1, 100_000),
            Make(pool.Object("make"))
        );
    }

    public static TrainingRecipe? Recipe(JsonFields plan, string name) =>
        plan.Object(name) is { } recipe ? RecipeFields.Read(recipe) : null;

    public static Sampling? Sampling(JsonFields plan) => SamplingFields.Read(plan.Object("sampling"));

    /// <summary>Reads the supervisor, which must judge steps.</summary>
    public static string? LabelledBy(JsonFields plan)
    {
        var by = plan.Text("supervisor");
        if (by is not null && (!Supervisor.IsKnown(by) || by == Supervisor.Answer))
        {
            plan.Error("supervisor", $"'{by}' does not judge steps; give oracle, people, model:NAME or rollouts:MODEL");
        }

        return by;
    }

    private static SyntheticPool? Make(JsonFields? make)
    {
        if (make is null)
        {
            return null;
        }

        make.Known(MakeFields);
        var family = make.Text("family", required: true) ?? "";
        var texts = family == SyntheticPool.Game24;
        foreach (var foreign in (texts ? ProblemFields : TextFields).Where(make.Has))
        {
            make.Error(foreign, $"is not for the family {family}; leave it out");
        }

        return new(
            family,
            (int)(make.Integer("problems", 1, Most, required: !texts) ?? 0),
            make.OneOf("split", ["train", "reward", "test"]),
            make.Text("levels"),
            make.Integer("seed", long.MinValue, long.MaxValue),
            make.Flag("misconceptions") ?? false,
            (int?)make.Integer("texts", 1, Most, required: texts),
            (int?)make.Integer("largest", Game24Puzzle.LargestNumber, Game24Puzzle.LargestEnumerated),
            make.Text("without"),
            make.Number("firstSteps", 0, 1)
        );
    }
}
