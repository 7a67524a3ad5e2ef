using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Storage;
using Platform.ServiceDefaults;

namespace Platform.Dataset.Evaluations;

/// <summary>
/// The one loop that decides what is done next: moves evaluations from stage to stage, publishes pending items within the
/// window, takes back items whose lease ended. Everything it knows stands in rows, so it can die at any line.
/// </summary>
internal sealed class Dispatcher(
    NpgsqlDataSource source,
    IBus bus,
    QueueDepth queues,
    Stages stages,
    Wake wake,
    IOptions<DatasetOptions> options,
    TimeProvider time,
    ILogger<Dispatcher> log
) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>Results come in bursts; one look a burst is enough and leaves the cores to the scorers.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly string[] Kinds = [WorkKind.Select, WorkKind.Score, WorkKind.Generate];

    private long leasesChecked;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var unrecorded = Telemetry.Unrecorded("dispatcher");
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await Tick(stoppingToken)) { }

                await wake.Wait(Poll, stoppingToken);
                await Task.Delay(Pause, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Broker or database are away: nothing is lost, the rows wait.
                log.DispatchFailed(e.Message);
                await Task.Delay(Poll, stoppingToken);
            }
        }
    }

    /// <summary>True when a stage began or ended, so that more is due at once.</summary>
    private async Task<bool> Tick(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        // While nothing is published again nothing can be lost either.
        if (time.GetElapsedTime(leasesChecked) >= Poll && !await DispatcherPause.Holds(connection, cancellationToken))
        {
            leasesChecked = time.GetTimestamp();
            foreach (var kind in Kinds)
            {
                await Expire(connection, kind, cancellationToken);
            }
        }

        foreach (var kind in await Publishable(connection, cancellationToken))
        {
            await Publish(connection, kind, cancellationToken);
        }

        return await IsDue(connection, cancellationToken) && await Advance(connection, cancellationToken);
    }

    /// <summary>Kinds with something to publish and room in their window; none while an operator has paused the dispatcher.</summary>
    private Task<List<string>> Publishable(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.Query(
            """
            select kind from dataset.work_items where state in ('pending', 'published')
                and not exists (select 1 from dataset.dispatcher where paused)
            group by kind
            having count(*) filter (where state = 'pending' or lease_until < now()) > 0
                and count(*) filter (where state = 'published' and lease_until >= now()) < $1
            """,
            [options.Value.Window],
            r => r.GetString(0),
            cancellationToken
        );

    private static async Task<bool> IsDue(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await connection.Query($"select exists ({Due})", [], r => r.GetBoolean(0), cancellationToken)).Single();

    /// <summary>Evaluations whose stage has no open item.</summary>
    private const string Due = """
        select e.id, e.state from dataset.evaluations e
        where e.state in ('generating', 'scoring', 'selecting')
            and not exists (
                select 1 from dataset.work_items w where w.evaluation_id = e.id and w.state in ('pending', 'published')
            )
        """;

    private async Task<bool> Advance(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var due = await connection.Query(
            $"{Due} order by e.submitted for update of e skip locked",
            [],
            r => (Id: r.GetGuid(0), State: r.GetString(1)),
            cancellationToken
        );
        foreach (var (id, state) in due)
        {
            switch (state)
            {
                case EvaluationState.Generating:
                    await stages.BeginScoring(connection, id, cancellationToken);
                    break;
                case EvaluationState.Scoring when await HasSolutions(connection, id, cancellationToken):
                    await stages.BeginSelecting(connection, id, cancellationToken);
                    break;
                default:
                    await Fail(connection, id, cancellationToken);
                    break;
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return due.Count > 0;
    }

    private static async Task<bool> HasSolutions(
        NpgsqlConnection connection,
        Guid id,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.Query(
                """
                select 1 from dataset.evaluations e
                join dataset.problems p on p.pool_id = e.pool_id
                join dataset.solutions s on s.problem_id = p.id
                where e.id = $1 limit 1
                """,
                [id],
                r => r.GetInt32(0),
                cancellationToken
            )
        ).Count > 0;

    /// <summary>A selection that failed, or a pool that got no solution: the evaluation ends, saying why.</summary>
    private async Task Fail(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        var reasons = await connection.Query(
            "select kind || ': ' || reason from dataset.work_items where evaluation_id = $1 and reason is not null group by 1 order by count(*) desc limit 20",
            [id],
            r => r.GetString(0),
            cancellationToken
        );
        await connection.Execute(
            "update dataset.evaluations set state = 'failed', ended = now(), reasons = $2 where id = $1",
            [id, reasons.ToArray()],
            cancellationToken
        );
        var trace = (await Traces(connection, [id], cancellationToken))[id];
        using (trace.Start("evaluation failed"))
        {
            await Publishing.Timed(t => bus.Publish(new EvaluationFailed(id, reasons), t), cancellationToken);
        }

        log.EvaluationIs(id, EvaluationState.Failed);
    }

    private async Task Expire(NpgsqlConnection connection, string kind, CancellationToken cancellationToken)
    {
        if (await Waiting(connection, kind, cancellationToken))
        {
            await connection.Execute(
                "update dataset.work_items set lease_until = now() + $2 where kind = $1 and state = 'published' and lease_until < now()",
                [kind, options.Value.LeaseOf(kind)],
                cancellationToken
            );
            return;
        }

        var lost = await connection.Execute(
            """
            update dataset.work_items set state = 'failed', failed = count, lease_until = null, closed = now(),
                reason = 'no result after ' || attempts || ' attempts: the worker died or its message was lost each time'
            where kind = $1 and state = 'published' and lease_until < now() and attempts >= $2
            """,
            [kind, options.Value.Leases],
            cancellationToken
        );
        if (lost > 0)
        {
            log.Lost(lost, kind);
        }
    }

    /// <summary>
    /// Leases have ended, but nobody has worked for half a lease (a result renews what has less than that left) and messages
    /// wait in the queue: no worker is up, or all are busy with something long. Nothing is lost; publishing again would only
    /// make the queue longer.
    /// </summary>
    private async Task<bool> Waiting(NpgsqlConnection connection, string kind, CancellationToken cancellationToken)
    {
        var stalled = await connection.Query(
            """
            select exists (
                select 1 from dataset.work_items where kind = $1 and state = 'published' and lease_until < now()
            ) and not exists (
                select 1 from dataset.work_items where kind = $1 and closed > now() - $2::interval * 0.5
            )
            """,
            [kind, options.Value.LeaseOf(kind)],
            r => r.GetBoolean(0),
            cancellationToken
        );
        return stalled.Single() && await queues.Ready(EvaluationMessaging.Queue(kind), cancellationToken) > 0;
    }

    private async Task Publish(NpgsqlConnection connection, string kind, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var claimed = await connection.Query(
            """
            with next as (
                select id from dataset.work_items
                where kind = $1 and (state = 'pending' or (state = 'published' and lease_until < now()))
                    and not exists (select 1 from dataset.dispatcher where paused)
                order by id
                limit greatest(0, $2 - (
                    select count(*) from dataset.work_items where kind = $1 and state = 'published' and lease_until >= now()
                ))
                for update skip locked
            )
            update dataset.work_items w
            set state = 'published', attempts = attempts + 1, published = now(), lease_until = now() + $3
            from next where w.id = next.id
            returning w.id, w.attempts
            """,
            [kind, options.Value.Window, options.Value.LeaseOf(kind)],
            r => (Id: r.GetInt64(0), Attempts: r.GetInt32(1)),
            cancellationToken
        );
        if (claimed.Count == 0)
        {
            return;
        }

        var messages = await WorkMessages.Load(
            connection,
            kind,
            [.. claimed.Select(c => c.Id).Order()],
            cancellationToken
        );
        var byEvaluation = messages.GroupBy(m => m.Evaluation, m => m.Command).ToList();
        var traces = await Traces(connection, [.. byEvaluation.Select(g => g.Key)], cancellationToken);
        await Publishing.Timed(
            t => Task.WhenAll(byEvaluation.Select(g => Publish(kind, g.Key, traces[g.Key], [.. g], t))),
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        if (claimed.Count(c => c.Attempts > 1) is > 0 and var again)
        {
            log.Republished(again, kind);
        }
    }

    private async Task Publish(
        string kind,
        Guid evaluation,
        TraceContext trace,
        IReadOnlyList<object> commands,
        CancellationToken cancellationToken
    )
    {
        using var span = trace.Start($"dispatch {kind}");
        span?.SetTag("platform.evaluation", evaluation).SetTag("platform.items", commands.Count);
        await Task.WhenAll(commands.Select(c => bus.Publish(c, c.GetType(), cancellationToken)));
    }

    private static async Task<Dictionary<Guid, TraceContext>> Traces(
        NpgsqlConnection connection,
        Guid[] evaluations,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.Query(
                "select id, trace_parent, trace_state from dataset.evaluations where id = any($1)",
                [evaluations],
                r => (Id: r.GetGuid(0), Trace: new TraceContext(r.Nullable<string>(1), r.Nullable<string>(2))),
                cancellationToken
            )
        ).ToDictionary(e => e.Id, e => e.Trace);
}
