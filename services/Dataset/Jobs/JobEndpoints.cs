using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Api;

namespace Platform.Dataset.Jobs;

/// <summary>HTTP endpoints for jobs of every kind. Jobs are submitted through queues, not over HTTP.</summary>
internal static class JobEndpoints
{
    public static WebApplication MapJobs(this WebApplication app)
    {
        app.MapGet("/jobs", (string? kind, JobViews views, CancellationToken c) => views.List(null, kind, c))
            .WithSummary("Jobs, newest first");
        app.MapGet("/jobs/{id:guid}", Get).WithSummary("A job with its progress");
        app.MapPost("/jobs/{id:guid}/cancel", Cancel).WithSummary("Cancels a job that has not ended, and its children");
        app.MapPost("/jobs/{id:guid}/pause", (Guid id, JobPause pause, CancellationToken c) => pause.Set(id, true, c))
            .WithSummary("Pauses a job: it enters no further stage and starts no further job; work in flight finishes");
        app.MapPost("/jobs/{id:guid}/resume", (Guid id, JobPause pause, CancellationToken c) => pause.Set(id, false, c))
            .WithSummary("Resumes a paused job");
        app.MapGet("/dispatcher", (DispatcherPause pause, CancellationToken c) => pause.Get(c))
            .WithSummary("Whether the publishing of work is paused");
        app.MapPost("/dispatcher/pause", (DispatcherPause pause, CancellationToken c) => pause.Pause(c))
            .WithSummary("Pauses the publishing of work; work in flight finishes");
        app.MapPost("/dispatcher/resume", (DispatcherPause pause, CancellationToken c) => pause.Resume(c))
            .WithSummary("Resumes the publishing of work");
        return app;
    }

    private static async Task<IResult> Get(Guid id, JobViews views, CancellationToken cancellationToken) =>
        (await views.List(id, null, cancellationToken)) is [var job]
            ? Results.Ok(job)
            : Refusal.NotFound($"There is no job {id}; GET /jobs lists them.");

    private static async Task<IResult> Cancel(
        Guid id,
        NpgsqlDataSource source,
        JobViews views,
        Wake wake,
        CancellationToken cancellationToken
    )
    {
        await using (var connection = await source.OpenConnectionAsync(cancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await JobRecords.Cancel(connection, id, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        wake.Now();
        return await views.List(id, null, cancellationToken) switch
        {
            [{ State: JobState.Cancelling or JobState.Cancelled } job] => Results.Ok(job),
            [var job] => Results.Problem(
                $"Job {id} has ended ({job.State}) and cannot be cancelled.",
                statusCode: StatusCodes.Status409Conflict
            ),
            _ => Refusal.NotFound($"There is no job {id}; GET /jobs lists them."),
        };
    }
}
