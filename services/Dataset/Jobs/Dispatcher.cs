using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Settings;
using Platform.DatasetClient;
using Platform.ServiceDefaults;

namespace Platform.Dataset.Jobs;

/// <summary>
/// The loop that schedules work: it moves jobs from stage to stage, publishes pending items within their window, takes back
/// items whose lease has expired, and publishes the events of ended jobs. All of its state is in the database, so it may
/// stop at any point.
/// </summary>
internal sealed class Dispatcher(
    NpgsqlDataSource source,
    IBus bus,
    IQueueDepth queues,
    WorkKindTable kinds,
    IServiceScopeFactory scopes,
    Wake wake,
    IOptions<DatasetOptions> options,
    TimeProvider time,
    ILogger<Dispatcher> log
) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Least time between two passes. Results arrive in bursts, and few passes per burst leave the cores to the workers. The
    /// first result after a quiet time is not delayed: it may be what the next job waits for.
    /// </summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private long _leasesChecked;
    private bool _renewed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var unrecorded = Tracing.Unrecorded("dispatcher");
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await Tick(stoppingToken)) { }

                long passed = time.GetTimestamp();
                await wake.Wait(Poll, stoppingToken);
                if (Pause - time.GetElapsedTime(passed) is var rest && rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // The broker or the database is down. The work waits in the rows.
                log.DispatchFailed(e.Message);
                await Task.Delay(Poll, stoppingToken);
            }
        }
    }

    /// <returns>True if a stage started or ended, so that more work may be due at once.</returns>
    internal async Task<bool> Tick(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (!_renewed)
        {
            foreach (var kind in kinds.All)
            {
                await WorkItems.RenewAll(connection, kind, cancellationToken);
            }

            _renewed = true;
        }

        // Leases are not checked while the dispatcher is paused, because lost items could not be published.
        if (time.GetElapsedTime(_leasesChecked) >= Poll && !await DispatcherPause.Holds(connection, cancellationToken))
        {
            _leasesChecked = time.GetTimestamp();
            foreach (var kind in kinds.All)
            {
                await Expire(connection, kind, cancellationToken);
            }
        }

        foreach (string kind in await WorkItems.Publishable(connection, cancellationToken))
        {
            await Publish(connection, kinds[kind], cancellationToken);
        }

        if (!await JobRecords.IsDue(connection, cancellationToken))
        {
            return false;
        }

        bool moved = await Advance(connection, cancellationToken);
        await Announce(connection, cancellationToken);
        return moved;
    }

    private async Task<bool> Advance(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var jobKinds = scope.ServiceProvider.GetServices<JobKind>().ToDictionary(k => k.Name);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        int ended = await JobRecords.EndCancelled(connection, cancellationToken);
        var due = await JobRecords.Due(connection, cancellationToken);
        foreach (var job in due)
        {
            using var span = job.Trace.Start("advance");
            span?.SetTag("platform.job", job.Id);
            var next = await jobKinds[job.Kind].Next(connection, job, cancellationToken);
            if (next.Stage is { } stage)
            {
                await JobRecords.Enter(connection, job.Id, stage, cancellationToken);
                log.JobEntered(job.Kind, job.Id, stage);
            }
            else
            {
                string state = next.Reasons is null ? JobState.Completed : JobState.Failed;
                await JobRecords.End(connection, job.Id, state, next.Reasons ?? [], cancellationToken);
                log.JobEnded(job.Kind, job.Id, state);
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return due.Count + ended > 0;
    }

    private async Task Announce(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var ended = await JobRecords.Unannounced(connection, cancellationToken);
        if (ended.Count == 0)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var jobKinds = scope.ServiceProvider.GetServices<JobKind>().ToDictionary(k => k.Name);
        foreach (var job in ended)
        {
            object message =
                job.State == JobState.Rejected
                    ? jobKinds[job.Kind].Rejected(job.Id, job.Reasons, "")
                    : await jobKinds[job.Kind].Ended(connection, job, cancellationToken);
            using var span = job.Trace.Start($"{job.Kind} {job.State}");
            span?.SetTag("platform.job", job.Id);
            await Publishing.Timed(t => bus.Publish(message, message.GetType(), t), cancellationToken);
        }

        await JobRecords.Announced(connection, [.. ended.Select(j => j.Id)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task Expire(NpgsqlConnection connection, WorkKind kind, CancellationToken cancellationToken)
    {
        // If messages are waiting and no item is being closed, either no worker is running or all of them are busy with long
        // work. Nothing is lost, and a second message would only make the queue longer.
        if (
            await WorkItems.IsStalled(connection, kind, cancellationToken)
            && await queues.Ready(kind.Queue, cancellationToken) > 0
        )
        {
            await WorkItems.Renew(connection, kind, cancellationToken);
        }

        var lost = await WorkItems.Expire(connection, kind, options.Value.Leases, cancellationToken);
        foreach (var state in lost.GroupBy(l => l.State))
        {
            log.ItemsLost(state.Count(), kind.Name, state.Key);
        }
    }

    private async Task Publish(NpgsqlConnection connection, WorkKind kind, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var claimed = await WorkItems.Claim(connection, kind, cancellationToken);
        if (claimed.Count == 0)
        {
            return;
        }

        var messages = await kind.Load(connection, [.. claimed.Select(c => c.Id).Order()], cancellationToken);
        var byJob = messages.GroupBy(m => m.Job).ToList();
        var traces = await JobRecords.Traces(connection, [.. byJob.Select(g => g.Key)], cancellationToken);
        await Publishing.Timed(
            t => Task.WhenAll(byJob.Select(g => Publish(kind, g.Key, traces[g.Key], [.. g], t))),
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        if (claimed.Count(c => c.Attempts > 1) is > 0 and var again)
        {
            log.Republished(again, kind.Name);
        }
    }

    private async Task Publish(
        WorkKind kind,
        Guid job,
        TraceContext trace,
        IReadOnlyList<WorkMessage> messages,
        CancellationToken cancellationToken
    )
    {
        using var span = trace.Start($"dispatch {kind.Name}");
        span?.SetTag("platform.job", job).SetTag("platform.items", messages.Count);
        await Task.WhenAll(
            messages.Select(m =>
                bus.Publish(m.Command, m.Command.GetType(), c => c.SetWork(m.Item, job), cancellationToken)
            )
        );
    }
}
