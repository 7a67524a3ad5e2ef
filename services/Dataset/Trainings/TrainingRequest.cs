using Platform.Contracts;
using Platform.Dataset.Jobs;

namespace Platform.Dataset.Trainings;

/// <summary>Reads a message on <c>training-jobs</c>.</summary>
internal static class TrainingRequest
{
    private static readonly string[] Fields =
    [
        "trainingId",
        "train",
        "name",
        "pools",
        "labeller",
        "outcome",
        "base",
        "recipe",
        "selections",
        "notIn",
    ];

    /// <summary>Reads a submission. Never throws; format errors are part of the result.</summary>
    public static JobRequest Read(byte[] body) =>
        JobBody<TrainingJob>
            .Read(
                body,
                """{"train":"process","name":"NAME","pools":["NAME"]}""",
                new TrainingJob(null, null, "", [], null, null, null, new TrainingRecipe(), [], []),
                Read
            )
            .Request(j => j.TrainingId);

    private static TrainingJob Read(JsonFields fields)
    {
        fields.Known(Fields);
        var train = fields.OneOf("train", Objectives.Names, required: true);
        var name = fields.Text("name", required: true);
        if (name is not null && !Names.IsValid(name))
        {
            fields.Error("name", $"'{name}' is not a valid name for a model; use {Names.Rule}");
        }

        var pools = fields.Texts("pools", required: true) ?? [];
        var from = fields.Text("base");
        var recipe = RecipeFields.Read(fields.Object("recipe"));
        if (from is null && RecipeFields.Baseless(recipe) is { } why)
        {
            fields.Error("recipe", why);
        }

        return new(
            fields.Id("trainingId"),
            train is null ? null : Objectives.Parse(train),
            name ?? "",
            [.. pools.Distinct()],
            fields.Text("labeller"),
            fields.Text("outcome"),
            from,
            recipe,
            [.. (fields.Ids("selections") ?? []).Distinct()],
            [.. (fields.Texts("notIn") ?? []).Distinct()]
        );
    }
}

/// <summary>A requested training: <see cref="TrainRewardModel"/> and <see cref="TrainLanguageModel"/> in one.</summary>
internal sealed record TrainingJob(
    Guid? TrainingId,
    Objective? Train,
    string Name,
    IReadOnlyList<string> Pools,
    string? Labeller,
    string? Outcome,
    string? Base,
    TrainingRecipe Recipe,
    IReadOnlyList<Guid> Selections,
    IReadOnlyList<string> NotIn
)
{
    /// <summary>The source of its training set; null if the request does not give one.</summary>
    public TrainingSource? Source =>
        Train is { } train && Pools.Count > 0
            ? new(train, Pools, Labeller, Outcome, Selections, NotIn, Recipe.Solutions == TrainingRecipe.AllSolutions)
            : null;
}
