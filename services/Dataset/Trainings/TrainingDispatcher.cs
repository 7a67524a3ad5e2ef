using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Storage;
using Platform.ServiceDefaults;

namespace Platform.Dataset.Trainings;

/// <summary>
/// The loop of trainings: freezes training sets, offers one training at a time, takes back those whose trainer is lost. An
/// offer is answered at once, by whoever takes it or is busy, so the queue never holds what runs: no work is bounded by the
/// broker's patience with a delivery.
/// </summary>
internal sealed class TrainingDispatcher(
    NpgsqlDataSource source,
    TrainingSets sets,
    IBus bus,
    QueueDepth queues,
    [FromKeyedServices(TrainingMessaging.Wake)] Wake wake,
    IOptions<DatasetOptions> options,
    ILogger<TrainingDispatcher> log
) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var unrecorded = Telemetry.Unrecorded("training dispatcher");
        var forgiven = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!forgiven)
                {
                    await Forgive(stoppingToken);
                    forgiven = true;
                }

                await using (var connection = await source.OpenConnectionAsync(stoppingToken))
                {
                    await Freeze(connection, stoppingToken);
                    await TakeBack(connection, stoppingToken);
                    await Offer(connection, stoppingToken);
                }

                await wake.Wait(Poll, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Broker or database are away: nothing is lost, the rows wait.
                log.DispatchFailed(e.Message);
                await Task.Delay(Poll, stoppingToken);
            }
        }
    }

    /// <summary>While Dataset was away nobody could be heard: whoever works has a whole lease to say so.</summary>
    private async Task Forgive(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.Execute(
            "update dataset.trainings set lease_until = now() + $1 where state in ('running', 'cancelling')",
            [options.Value.TrainLease],
            cancellationToken
        );
    }

    private async Task Freeze(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var waiting = await connection.Query(
            "select id, train, pools, labeller, outcome, trace_parent, trace_state from dataset.trainings where state = 'accepted' and training_set is null order by submitted",
            [],
            r =>
                (
                    Id: r.GetGuid(0),
                    From: new TrainingSource(
                        Objectives.Parse(r.GetString(1)),
                        r.GetFieldValue<string[]>(2),
                        r.Nullable<string>(3),
                        r.Nullable<string>(4)
                    ),
                    Trace: new TraceContext(r.Nullable<string>(5), r.Nullable<string>(6))
                ),
            cancellationToken
        );
        foreach (var (id, from, trace) in waiting)
        {
            using var span = trace.Start("freeze training set");
            span?.SetTag("platform.training", id);
            var frozen = await sets.Freeze(from, cancellationToken);
            await connection.Execute(
                "update dataset.trainings set training_set = $2, examples = $3 where id = $1 and training_set is null",
                [id, frozen.Sha256, frozen.Examples],
                cancellationToken
            );
            log.TrainingSetFrozen(id, frozen.Sha256, frozen.Examples);
        }
    }

    /// <summary>Nothing was heard of these for a whole lease: offered again, or ended.</summary>
    private async Task TakeBack(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var lost = await connection.Query(
            """
            update dataset.trainings
            set attempts = attempts + 1, lease_until = null,
                state = case when state = 'cancelling' then 'cancelled' when attempts + 1 >= $1 then 'failed' else 'accepted' end,
                ended = case when state = 'cancelling' or attempts + 1 >= $1 then now() end,
                reasons = case when state <> 'cancelling' and attempts + 1 >= $1
                    then array['the trainer was lost ' || attempts + 1 || ' times at step ' || step || ': look at its log, memory first']
                    else reasons end
            where state in ('running', 'cancelling') and lease_until < now()
            returning id, state, reasons, trace_parent, trace_state
            """,
            [options.Value.Leases],
            r =>
                (
                    Id: r.GetGuid(0),
                    State: r.GetString(1),
                    Reasons: r.GetFieldValue<string[]>(2),
                    Trace: new TraceContext(r.Nullable<string>(3), r.Nullable<string>(4))
                ),
            cancellationToken
        );
        foreach (var (id, state, reasons, trace) in lost)
        {
            using var span = trace.Start("trainer lost");
            span?.SetTag("platform.training", id);
            log.TrainerLost(id, state);
            if (state == TrainingState.Cancelled)
            {
                await Publishing.Timed(t => bus.Publish(new TrainingCancelled(id), t), cancellationToken);
            }
            else if (state == TrainingState.Failed)
            {
                await Publishing.Timed(t => bus.Publish(new TrainingFailed(id, reasons), t), cancellationToken);
            }
        }
    }

    private async Task Offer(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var next = await connection.Query(
            """
            select id, train, name, training_set, base_version, recipe, lease_until, trace_parent, trace_state
            from dataset.trainings
            where state = 'accepted' and training_set is not null
                and not exists (select 1 from dataset.trainings where state = 'accepted' and lease_until >= now())
                and not exists (select 1 from dataset.dispatcher where paused)
            order by submitted limit 1
            for update skip locked
            """,
            [],
            r =>
                (
                    Run: new RunTraining(
                        r.GetGuid(0),
                        Objectives.Parse(r.GetString(1)),
                        r.GetString(2),
                        r.GetString(3),
                        r.Nullable<string>(4),
                        JsonSerializer.Deserialize<TrainingRecipe>(r.GetString(5), JsonSerializerOptions.Web)!
                    ),
                    Again: !r.IsDBNull(6),
                    Trace: new TraceContext(r.Nullable<string>(7), r.Nullable<string>(8))
                ),
            cancellationToken
        );
        if (next is not [var (run, again, trace)])
        {
            return;
        }

        await connection.Execute(
            "update dataset.trainings set lease_until = now() + $2 where id = $1",
            [run.TrainingId, options.Value.TrainLease],
            cancellationToken
        );
        // An offer that still lies in the queue waits for a trainer to come up; a second one would not bring it sooner.
        if (!again || await queues.Ready(TrainingMessaging.Queue, cancellationToken) == 0)
        {
            using var span = trace.Start("dispatch training");
            span?.SetTag("platform.training", run.TrainingId);
            await Publishing.Timed(t => bus.Publish(run, t), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
