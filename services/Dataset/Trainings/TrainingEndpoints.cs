using MassTransit;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Models;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Trainings;

/// <summary>Trainings over HTTP. They are submitted through the queue, never here.</summary>
internal static class TrainingEndpoints
{
    public static WebApplication MapTrainings(this WebApplication app)
    {
        app.MapGet("/trainings", List).WithSummary("Trainings, newest first");
        app.MapGet("/trainings/{id:guid}", Get).WithSummary("A training with its progress and curve");
        app.MapGet("/trainings/{id:guid}/curve", Curve).WithSummary("Every point of a training's curve");
        app.MapGet("/trainings/{id:guid}/set", SetNow)
            .WithSummary("What a training's set would be if it were frozen now");
        app.MapPost("/trainings/{id:guid}/cancel", Cancel).WithSummary("Cancels a training that has not ended");
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

    /// <summary>One that nobody works at ends here; else its trainer sees it within seconds, and ends it.</summary>
    private static async Task<IResult> Cancel(
        Guid id,
        NpgsqlDataSource source,
        TrainingViews views,
        IBus bus,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.Execute(
            """
            update dataset.trainings set state = case state when 'accepted' then 'cancelled' else 'cancelling' end,
                ended = case state when 'accepted' then now() end
            where id = $1 and state in ('accepted', 'running')
            """,
            [id],
            cancellationToken
        );
        var training = await views.Get(id, cancellationToken);
        switch (training?.State)
        {
            case null:
                return Unknown(id);
            case TrainingState.Cancelled:
                await bus.Publish(new TrainingCancelled(id), cancellationToken);
                return Results.Ok(training);
            case TrainingState.Cancelling:
                return Results.Ok(training);
            default:
                return Results.Problem(
                    $"Training {id} has ended ({training.State}): there is nothing to cancel.",
                    statusCode: StatusCodes.Status409Conflict
                );
        }
    }

    private static async Task<IResult> SetNow(
        Guid id,
        TrainingViews views,
        TrainingSets sets,
        CancellationToken cancellationToken
    ) =>
        await views.Get(id, cancellationToken) is { Train: { } train } t
            ? Results.Ok(await sets.Look(new TrainingSource(train, t.Pools, t.Labeller, t.Outcome), cancellationToken))
            : Unknown(id);

    private static IResult Set(string sha256, FileStore files) =>
        files.Find(sha256) is { } path
            ? Results.File(path, "application/x-ndjson")
            : Refusal.NotFound($"There is no training set with the SHA-256 '{sha256}'; GET /trainings names them.");

    private static IResult Unknown(Guid id) =>
        Refusal.NotFound($"There is no training {id}; GET /trainings lists them.");
}
