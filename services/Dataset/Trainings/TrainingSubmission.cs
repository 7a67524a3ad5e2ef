using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Models;

namespace Platform.Dataset.Trainings;

/// <summary>A training as it was asked for: <see cref="TrainRewardModel"/> and <see cref="TrainLanguageModel"/> in one.</summary>
internal sealed record TrainingJob(
    Guid? TrainingId,
    Objective? Train,
    string Name,
    IReadOnlyList<string> Pools,
    string? Labeller,
    string? Outcome,
    string? Base,
    TrainingRecipe Recipe
);

/// <summary>Reads a message on <c>training-jobs</c>.</summary>
internal static class TrainingSubmission
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
    ];

    /// <summary>Never throws; what is wrong with the form stands in the errors.</summary>
    public static JobBody<TrainingJob> Read(byte[] body) =>
        JobBody<TrainingJob>.Read(
            body,
            """{"train":"process","name":"NAME","pools":["NAME"]}""",
            new TrainingJob(null, null, "", [], null, null, null, new TrainingRecipe()),
            Read
        );

    private static TrainingJob Read(JsonFields fields)
    {
        fields.Known(Fields);
        var train = fields.OneOf("train", Objectives.Names, required: true);
        var name = fields.Text("name", required: true);
        if (name is not null && !Described.IsName(name))
        {
            fields.Error(
                "name",
                $"'{name}' is no name for a model; use up to 100 letters, digits, '.', '_' and '-', beginning with a letter or digit"
            );
        }

        var pools = fields.Texts("pools", required: true) ?? [];
        var from = fields.Text("base");
        var recipe = RecipeFields.Read(fields.Object("recipe"));
        if (from is null && RecipeFields.Misshapen(recipe) is { } why)
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
            recipe
        );
    }
}
