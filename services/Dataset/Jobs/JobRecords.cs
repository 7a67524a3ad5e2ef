using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Jobs;

/// <summary>SQL statements on jobs: submission, stages, end, cancellation.</summary>
internal static class JobRecords
{
    private const string Idle = """
        not exists (select 1 from dataset.work_items w where w.job_id = j.id and w.state in ('pending', 'published'))
            and not exists (select 1 from dataset.jobs c where c.parent_id = j.id and c.ended is null)
        """;

    /// <summary>Returns the earlier submission with this id, or null for a new id.</summary>
    public static Task<EarlierJob?> Find(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.QuerySingle<EarlierJob>(
            "select kind, state, request, reasons from dataset.jobs where id = @id",
            new { id },
            cancellationToken
        );

    /// <returns>False when the id is taken.</returns>
    public static async Task<bool> Add(NpgsqlConnection connection, JobRow row, CancellationToken cancellationToken) =>
        await connection.Execute(
            """
            insert into dataset.jobs
                (id, kind, state, request, reasons, submitted, ended, parent_id, announced, trace_parent, trace_state)
            values (@Id, @Kind, @State, @Request, @Reasons, @Submitted, @Ended, @ParentId, @Announced, @TraceParent, @TraceState)
            on conflict (id) do nothing
            """,
            row,
            cancellationToken
        ) > 0;

    /// <summary>Returns true if a job is waiting for its next stage, its end, or the event about its end.</summary>
    public static Task<bool> IsDue(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.QuerySingle<bool>(
            $"""
            select exists (select 1 from dataset.jobs j where ended is null and not (paused and state <> 'cancelling') and {Idle})
                or exists (select 1 from dataset.jobs where ended is not null and not announced)
            """,
            null,
            cancellationToken
        );

    /// <summary>Locks the jobs that are waiting for their next stage because nothing of the current stage is open.</summary>
    public static Task<List<Job>> Due(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.Query<Job>(
            $"""
            select j.id, j.kind, j.stage, j.trace_parent, j.trace_state from dataset.jobs j
            where j.state in ('accepted', 'running') and not j.paused and {Idle}
            order by j.submitted for update of j skip locked
            """,
            null,
            cancellationToken
        );

    public static Task Enter(NpgsqlConnection connection, Guid id, string stage, CancellationToken cancellationToken) =>
        connection.Execute(
            "update dataset.jobs set stage = @stage where id = @id",
            new { id, stage },
            cancellationToken
        );

    /// <summary>Pauses or resumes a job that has not ended.</summary>
    /// <returns>False if there is no such job, or it has ended.</returns>
    public static async Task<bool> Pause(
        NpgsqlConnection connection,
        Guid id,
        bool paused,
        CancellationToken cancellationToken
    ) =>
        await connection.Execute(
            "update dataset.jobs set paused = @paused where id = @id and ended is null",
            new { id, paused },
            cancellationToken
        ) > 0;

    /// <summary>Notes that a job has begun to start other jobs.</summary>
    public static Task Run(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.Execute(
            """
            update dataset.jobs set state = 'running', started = coalesce(started, now())
            where id = @id and state = 'accepted'
            """,
            new { id },
            cancellationToken
        );

    public static Task End(
        NpgsqlConnection connection,
        Guid id,
        string state,
        IReadOnlyList<string> reasons,
        CancellationToken cancellationToken
    ) =>
        connection.Execute(
            "update dataset.jobs set state = @state, reasons = @reasons, ended = now() where id = @id and ended is null",
            new
            {
                id,
                state,
                reasons = reasons.Select(Storable.Text).ToArray(),
            },
            cancellationToken
        );

    /// <summary>
    /// Cancels a job and the jobs that it started. Items that no worker holds are cancelled at once; a job ends when no
    /// worker holds one of its items.
    /// </summary>
    public static async Task Cancel(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        const string Tree = """
            with recursive tree as (
                select id from dataset.jobs where id = @id and ended is null
                union all
                select c.id from dataset.jobs c join tree t on c.parent_id = t.id where c.ended is null
            )
            """;
        // The update waits for a stage that the dispatcher enters right now. The stage's items and child jobs are visible to
        // the next statement only, and no stage is entered after it.
        while (
            await connection.Execute(
                $"""
                {Tree}
                update dataset.jobs set state = 'cancelling' where id in (select id from tree) and state <> 'cancelling'
                """,
                new { id },
                cancellationToken
            ) > 0
        ) { }

        await connection.Execute(
            $"""
            {Tree}
            update dataset.work_items set state = 'cancelled', closed = now(), lease_until = null
            where job_id in (select id from tree) and state in ('pending', 'published') and started is null
            """,
            new { id },
            cancellationToken
        );
        await EndCancelled(connection, cancellationToken);
    }

    /// <summary>Ends cancelled jobs without open work, children before their parents.</summary>
    public static async Task<int> EndCancelled(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        int ended = 0;
        while (
            await connection.Execute(
                $"update dataset.jobs j set state = 'cancelled', ended = now() where j.state = 'cancelling' and {Idle}",
                null,
                cancellationToken
            )
                is > 0
                    and var rows
        )
        {
            ended += rows;
        }

        return ended;
    }

    /// <summary>Locks ended jobs whose event has not been published.</summary>
    public static Task<List<EndedJob>> Unannounced(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.Query<EndedJob>(
            """
            select id, kind, state, reasons, trace_parent, trace_state from dataset.jobs
            where ended is not null and not announced order by ended for update skip locked
            """,
            null,
            cancellationToken
        );

    public static Task Announced(NpgsqlConnection connection, Guid[] ids, CancellationToken cancellationToken) =>
        connection.Execute(
            "update dataset.jobs set announced = true where id = any(@ids)",
            new { ids },
            cancellationToken
        );

    /// <summary>Returns the trace contexts of jobs.</summary>
    public static async Task<Dictionary<Guid, TraceContext>> Traces(
        NpgsqlConnection connection,
        Guid[] ids,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.Query<TracedJob>(
                "select id, trace_parent, trace_state from dataset.jobs where id = any(@ids)",
                new { ids },
                cancellationToken
            )
        ).ToDictionary(j => j.Id, j => new TraceContext(j.TraceParent, j.TraceState));

    private sealed record TracedJob(Guid Id, string? TraceParent, string? TraceState);
}

/// <summary>A job as stored by an earlier submission.</summary>
internal sealed record EarlierJob(string Kind, string State, string Request, string[] Reasons)
{
    public bool IsRejected => State == JobState.Rejected;
}
