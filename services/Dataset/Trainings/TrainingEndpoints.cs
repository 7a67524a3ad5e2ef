using Platform.Contracts;
using Platform.Dataset.Api;
using Platform.Dataset.Models;

namespace Platform.Dataset.Trainings;

/// <summary>HTTP endpoints for trainings. Trainings are submitted through the queue, not over HTTP.</summary>
internal static class TrainingEndpoints
{
    public static WebApplication MapTrainings(this WebApplication app)
    {
        app.MapGet("/trainings", List).WithSummary("Trainings, newest first");
        app.MapGet("/trainings/{id:guid}", Get).WithSummary("A training with its progress and curve");
        app.MapGet("/trainings/{id:guid}/curve", Curve).WithSummary("Every point of a training's curve");
        app.MapGet("/trainings/{id:guid}/set", SetNow)
            .WithSummary("The training set of a training as it would be frozen now");
        app.MapGet("/training-sets/size", Size)
            .WithSummary("How much pools have for a training, before it is submitted");
        app.MapGet("/training-sets/{sha256}", Set).WithSummary("The lines of a training set by its SHA-256");
        return app;
    }

    private static Task<List<TrainingStatus>> List(TrainingViews views, CancellationToken cancellationToken) =>
        views.List(cancellationToken);

    private static async Task<IResult> Get(Guid id, TrainingViews views, CancellationToken cancellationToken) =>
        await views.Get(id, cancellationToken) is { } training ? Results.Ok(training) : Unknown(id);

    private static async Task<IResult> Curve(Guid id, TrainingViews views, CancellationToken cancellationToken) =>
        await views.Get(id, cancellationToken) is null
            ? Unknown(id)
            : Results.Ok(await views.Curve(id, cancellationToken));

    private static async Task<IResult> SetNow(
        Guid id,
        TrainingViews views,
        TrainingSets sets,
        CancellationToken cancellationToken
    ) =>
        await views.Get(id, cancellationToken) is { Train: { } train } t
            ? Results.Ok(
                await sets.Look(
                    new TrainingSource(
                        train,
                        t.Pools,
                        t.Labeller,
                        t.Outcome,
                        t.Selections ?? [],
                        t.NotIn ?? [],
                        t.Recipe?.Solutions == TrainingRecipe.AllSolutions
                    ),
                    cancellationToken
                )
            )
            : Unknown(id);

    private static async Task<IResult> Size(
        string train,
        string[] pool,
        string? labeller,
        string? outcome,
        Guid[]? selection,
        string[]? notIn,
        string? solutions,
        TrainingSets sets,
        CancellationToken cancellationToken
    ) =>
        !Objectives.Names.Contains(train)
            ? Refusal.Invalid($"train: '{train}' is not one of {string.Join(", ", Objectives.Names)}.")
            : Results.Ok(
                await sets.Size(
                    new TrainingSource(
                        Objectives.Parse(train),
                        pool,
                        labeller,
                        outcome,
                        selection ?? [],
                        notIn ?? [],
                        solutions == TrainingRecipe.AllSolutions
                    ),
                    cancellationToken
                )
            );

    private static IResult Set(string sha256, FileStore files) =>
        files.Find(sha256) is { } path
            ? Results.File(path, "application/x-ndjson")
            : Refusal.NotFound($"There is no training set with the SHA-256 '{sha256}'; GET /trainings names them.");

    private static IResult Unknown(Guid id) =>
        Refusal.NotFound($"There is no training {id}; GET /trainings lists them.");
}
