using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Jobs;

/// <summary>Jobs of every kind as the API returns them.</summary>
internal sealed class JobViews(NpgsqlDataSource source)
{
    /// <summary>Maximum number of jobs in a list.</summary>
    public const int Most = 200;

    /// <param name="id">Id of one job, or null for all.</param>
    /// <param name="kind">Kind of the jobs, or null for all.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<List<JobStatus>> List(Guid? id, string? kind, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var jobs = await connection.Query<JobView>(
            """
            select j.id, j.kind, j.state, j.stage, j.reasons, j.submitted, j.started, j.ended, j.parent_id, j.paused,
                array(select c.id from dataset.jobs c where c.parent_id = j.id order by c.submitted, c.id) as children
            from dataset.jobs j
            where (@id::uuid is null or j.id = @id) and (@kind::text is null or j.kind = @kind)
            order by j.submitted desc limit @most
            """,
            new
            {
                id,
                kind,
                most = Most,
            },
            cancellationToken
        );
        var stages = await Stages(connection, [.. jobs.Select(j => j.Id)], cancellationToken);
        return
        [
            .. jobs.Select(j => new JobStatus(
                j.Id,
                j.Kind,
                j.State,
                j.Stage,
                j.Reasons,
                j.Submitted,
                j.Started,
                j.Ended,
                j.ParentId,
                j.Children,
                [.. stages[j.Id].Select(s => s.Progress)],
                j.Paused
            )),
        ];
    }

    /// <summary>
    /// Returns the progress of these jobs by kind of work, in the order in which the kinds first appeared.
    /// </summary>
    public static async Task<ILookup<Guid, StageOfJob>> Stages(
        NpgsqlConnection connection,
        Guid[] jobs,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.Query<StageOfJob>(
                """
                select job_id, kind, sum(count)::bigint as total,
                    coalesce(sum(count) filter (where state in ('done', 'failed', 'cancelled')), 0)::bigint as done,
                    sum(failed)::bigint as failed, sum(run_seconds) as seconds
                from dataset.work_items
                where job_id = any(@jobs)
                group by job_id, kind
                order by min(id)
                """,
                new { jobs },
                cancellationToken
            )
        ).ToLookup(s => s.JobId);

    private sealed record JobView(
        Guid Id,
        string Kind,
        string State,
        string? Stage,
        string[] Reasons,
        DateTimeOffset Submitted,
        DateTimeOffset? Started,
        DateTimeOffset? Ended,
        Guid? ParentId,
        bool Paused,
        Guid[] Children
    );
}

/// <summary>Progress of one kind of work in one job.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Kind">The kind of work.</param>
/// <param name="Total">Solutions, or work items.</param>
/// <param name="Done">Number done, including failures.</param>
/// <param name="Failed">Number failed.</param>
/// <param name="Seconds">Compute time of the workers in seconds.</param>
internal sealed record StageOfJob(Guid JobId, string Kind, long Total, long Done, long Failed, double Seconds)
{
    public StageProgress Progress => new(Kind, Total, Done, Failed);
}
