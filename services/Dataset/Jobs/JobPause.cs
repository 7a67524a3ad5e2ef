using Npgsql;
using Platform.Dataset.Api;

namespace Platform.Dataset.Jobs;

/// <summary>Pauses and resumes single jobs.</summary>
internal sealed class JobPause(NpgsqlDataSource source, JobViews views, Wake wake)
{
    public async Task<IResult> Set(Guid id, bool paused, CancellationToken cancellationToken)
    {
        bool changed;
        await using (var connection = await source.OpenConnectionAsync(cancellationToken))
        {
            changed = await JobRecords.Pause(connection, id, paused, cancellationToken);
        }

        wake.Now();
        return await views.List(id, null, cancellationToken) switch
        {
            [var job] when changed => Results.Ok(job),
            [var job] => Results.Problem(
                $"Job {id} has ended ({job.State}) and cannot be {(paused ? "paused" : "resumed")}.",
                statusCode: StatusCodes.Status409Conflict
            ),
            _ => Refusal.NotFound($"There is no job {id}; GET /jobs lists them."),
        };
    }
}
