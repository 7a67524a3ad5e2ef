using Npgsql;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Jobs;

/// <summary>SQL statements on work items: claim, lease, result. Each is one atomic statement on its rows.</summary>
internal static class WorkItems
{
    /// <summary>Delay between a release and the next publication.</summary>
    private static readonly TimeSpan ReleasePause = TimeSpan.FromSeconds(2);

    private const string Lease = "now() + make_interval(secs => @lease)";

    /// <summary>Returns the kinds of work with items to publish.</summary>
    public static Task<List<string>> Publishable(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.Query<string>(
            """
            select distinct kind from dataset.work_items
            where state = 'pending' and (available_at is null or available_at <= now())
                and not exists (select 1 from dataset.dispatcher where paused)
            """,
            null,
            cancellationToken
        );

    /// <summary>Adds an item that stands for a whole stage.</summary>
    public static Task Add(NpgsqlConnection connection, Guid job, string kind, CancellationToken cancellationToken) =>
        connection.Execute(
            "insert into dataset.work_items (job_id, kind, count) values (@job, @kind, 1)",
            new { job, kind },
            cancellationToken
        );

    /// <summary>Returns the kind of an item; null if there is no such item.</summary>
    public static Task<string?> Kind(NpgsqlConnection connection, long item, CancellationToken cancellationToken) =>
        connection.QuerySingle<string>(
            "select kind from dataset.work_items where id = @item",
            new { item },
            cancellationToken
        );

    /// <summary>Claims pending items, up to the window, and leases them.</summary>
    public static Task<List<ClaimedItem>> Claim(
        NpgsqlConnection connection,
        WorkKind kind,
        CancellationToken cancellationToken
    ) =>
        connection.Query<ClaimedItem>(
            $"""
            with next as (
                select id from dataset.work_items
                where kind = @kind and state = 'pending' and (available_at is null or available_at <= now())
                    and not exists (select 1 from dataset.dispatcher where paused)
                order by id
                limit greatest(0, @window - (
                    select count(*) from dataset.work_items
                    where kind = @kind and state = 'published' and started is null
                ))
                for update skip locked
            )
            update dataset.work_items w
            set state = 'published', attempts = attempts + 1, published = now(), available_at = null, lease_until = {Lease}
            from next where w.id = next.id
            returning w.id, w.attempts
            """,
            new
            {
                kind = kind.Name,
                window = kind.Window,
                lease = kind.Lease.TotalSeconds,
            },
            cancellationToken
        );

    /// <summary>Renews the expired leases of items that no worker holds.</summary>
    public static Task<int> Renew(NpgsqlConnection connection, WorkKind kind, CancellationToken cancellationToken) =>
        connection.Execute(
            $"""
            update dataset.work_items set lease_until = {Lease}
            where kind = @kind and state = 'published' and started is null and lease_until < now()
            """,
            new { kind = kind.Name, lease = kind.Lease.TotalSeconds },
            cancellationToken
        );

    /// <summary>
    /// Renews the leases of all items in flight, because no result could be recorded while Dataset was down.
    /// </summary>
    public static Task<int> RenewAll(NpgsqlConnection connection, WorkKind kind, CancellationToken cancellationToken) =>
        connection.Execute(
            $"update dataset.work_items set lease_until = {Lease} where kind = @kind and state = 'published'",
            new { kind = kind.Name, lease = kind.Lease.TotalSeconds },
            cancellationToken
        );

    /// <summary>
    /// Takes back items whose lease has expired: they become pending again, failed after the last attempt, or cancelled with
    /// their job.
    /// </summary>
    public static Task<List<LostItem>> Expire(
        NpgsqlConnection connection,
        WorkKind kind,
        int attempts,
        CancellationToken cancellationToken
    ) =>
        connection.Query<LostItem>(
            """
            with lost as (
                update dataset.work_items w
                set state = case when j.state = 'cancelling' then 'cancelled'
                        when w.attempts >= @attempts then 'failed' else 'pending' end,
                    failed = case when j.state <> 'cancelling' and w.attempts >= @attempts then w.count else w.failed end,
                    reason = case when j.state <> 'cancelling' and w.attempts >= @attempts then 'no result after '
                        || w.attempts || ' attempts: the worker died or its message was lost each time' end,
                    closed = case when j.state = 'cancelling' or w.attempts >= @attempts then now() end,
                    lease_until = null, started = null
                from dataset.jobs j
                where j.id = w.job_id and w.kind = @kind and w.state = 'published' and w.lease_until < now()
                returning w.id, w.job_id, w.state
            ), waiting as (
                update dataset.jobs set state = 'accepted'
                where state = 'running' and id in (select job_id from lost where state = 'pending')
            )
            select id, job_id, state from lost
            """,
            new { kind = kind.Name, attempts },
            cancellationToken
        );

    /// <summary>
    /// Returns true if leases have expired although no item of the kind was closed for half a lease: perhaps no worker is
    /// running.
    /// </summary>
    public static Task<bool> IsStalled(
        NpgsqlConnection connection,
        WorkKind kind,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingle<bool>(
            """
            select exists (
                select 1 from dataset.work_items
                where kind = @kind and state = 'published' and started is null and lease_until < now()
            ) and not exists (
                select 1 from dataset.work_items where kind = @kind and closed > now() - make_interval(secs => @lease * 0.5)
            )
            """,
            new { kind = kind.Name, lease = kind.Lease.TotalSeconds },
            cancellationToken
        );

    /// <summary>
    /// Closes an item with its result; a cancelled item stays cancelled. Queues are first in, first out: items published
    /// after this one are still queued, so their leases are renewed; items published before it and still open are lost.
    /// </summary>
    public static Task Finish(
        NpgsqlConnection connection,
        WorkKind kind,
        long item,
        WorkResult result,
        CancellationToken cancellationToken
    ) =>
        connection.Execute(
            $"""
            with closed as (
                update dataset.work_items
                set state = 'done', failed = count - @done, reason = @reason, run_seconds = @seconds, lease_until = null,
                    closed = now()
                where id = @item and state not in ('done', 'cancelled')
                returning job_id, published
            ), running as (
                update dataset.jobs j set state = 'running', started = coalesce(started, now())
                from closed where @progress and j.id = closed.job_id and j.state = 'accepted'
            )
            update dataset.work_items w set lease_until = {Lease}
            from closed
            where w.kind = @kind and w.state = 'published' and w.started is null and w.published >= closed.published
                and w.id <> @item and w.lease_until < now() + make_interval(secs => @lease * 0.5)
            """,
            new
            {
                item,
                kind = kind.Name,
                done = result.Done,
                reason = Storable.Text(result.Failure),
                seconds = result.RunSeconds,
                progress = kind.IsProgress,
                lease = kind.Lease.TotalSeconds,
            },
            cancellationToken
        );

    /// <summary>Fails an item that a worker has given up, with the worker's reasons.</summary>
    public static Task Fail(
        NpgsqlConnection connection,
        long item,
        IReadOnlyList<string> reasons,
        CancellationToken cancellationToken
    ) =>
        connection.Execute(
            """
            update dataset.work_items set state = 'failed', failed = count, lease_until = null, closed = now(), reason = @reason
            where id = @item and state in ('pending', 'published')
            """,
            new { item, reason = Storable.Text(string.Join('\n', reasons)) },
            cancellationToken
        );

    /// <summary>Records that a worker holds the item, and renews its lease. Progress resets the count of attempts.</summary>
    public static Task Heartbeat(
        NpgsqlConnection connection,
        WorkKind kind,
        long item,
        bool progressed,
        CancellationToken cancellationToken
    ) =>
        connection.Execute(
            $"""
            with held as (
                update dataset.work_items
                set state = 'published', started = coalesce(started, now()), available_at = null, lease_until = {Lease},
                    attempts = case when @progressed then 1 else attempts end
                where id = @item and state in ('pending', 'published')
                returning job_id
            )
            update dataset.jobs j set state = 'running', started = coalesce(j.started, now())
            from held where j.id = held.job_id and j.state = 'accepted'
            """,
            new
            {
                item,
                progressed,
                lease = kind.Lease.TotalSeconds,
            },
            cancellationToken
        );

    /// <summary>
    /// Ends the delay of items that workers have returned, because a worker has become free. Rows that the dispatcher holds
    /// are skipped.
    /// </summary>
    public static Task EndDelays(NpgsqlConnection connection, string kind, CancellationToken cancellationToken) =>
        connection.Execute(
            """
            update dataset.work_items set available_at = null
            where id in (
                select id from dataset.work_items
                where kind = @kind and state = 'pending' and available_at > now() for update skip locked
            )
            """,
            new { kind },
            cancellationToken
        );

    /// <summary>
    /// Records that a worker has returned the item: it is published again after a delay, or cancelled with its job.
    /// </summary>
    public static Task Release(NpgsqlConnection connection, long item, CancellationToken cancellationToken) =>
        connection.Execute(
            """
            with released as (
                update dataset.work_items w
                set state = case when j.state = 'cancelling' then 'cancelled' else 'pending' end, started = null,
                    attempts = greatest(w.attempts - 1, 0), lease_until = null,
                    available_at = now() + make_interval(secs => @pause),
                    closed = case when j.state = 'cancelling' then now() end
                from dataset.jobs j
                where j.id = w.job_id and w.id = @item and w.state in ('pending', 'published')
                returning w.job_id, w.state
            )
            update dataset.jobs j set state = 'accepted'
            from released r where j.id = r.job_id and j.state = 'running' and r.state = 'pending'
                and not exists (
                    select 1 from dataset.work_items x
                    where x.job_id = r.job_id and x.id <> @item and (x.started is not null or x.state = 'done')
                )
            """,
            new { item, pause = ReleasePause.TotalSeconds },
            cancellationToken
        );

    /// <summary>Returns the reasons of a job's failed items with their kinds, the most frequent first.</summary>
    public static Task<List<string>> Reasons(
        NpgsqlConnection connection,
        Guid job,
        CancellationToken cancellationToken
    ) =>
        connection.Query<string>(
            """
            select kind || ': ' || reason from dataset.work_items
            where job_id = @job and reason is not null group by 1 order by count(*) desc limit 20
            """,
            new { job },
            cancellationToken
        );
}

/// <summary>A claimed item and its number of attempts.</summary>
internal sealed record ClaimedItem(long Id, int Attempts);

/// <summary>An item whose worker was lost, and its new state.</summary>
internal sealed record LostItem(long Id, Guid JobId, string State);

/// <summary>Result of a work item.</summary>
/// <param name="Done">Number of its solutions that have a result.</param>
/// <param name="Failure">Why the others have none.</param>
/// <param name="RunSeconds">Compute time of the worker in seconds.</param>
internal sealed record WorkResult(int Done, string? Failure = null, double RunSeconds = 0);
