using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;
using Platform.ServiceDefaults;

namespace Platform.Dataset.Trainings;

/// <summary>
/// Work item that runs a training: <see cref="RunTraining"/>. The queue holds one offer at a time. The trainer that receives
/// it, idle or busy, replies at once, so that the broker never waits for a training.
/// </summary>
internal sealed class TrainingWork(IOptions<DatasetOptions> options)
    : WorkKind(WorkKinds.Train, Queues.RunTraining, options.Value.TrainLease, 1)
{
    public override async Task<IReadOnlyList<WorkMessage>> Load(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await connection.Query<Row>(
                    """
                    select w.id, w.job_id, t.train, t.name, t.training_set, t.base_version, t.recipe,
                        t.supervisors
                    from dataset.work_items w join dataset.trainings t on t.job_id = w.job_id
                    where w.id = any(@items) order by w.id
                    """,
                    new { items },
                    cancellationToken
                )
            ).Select(r => new WorkMessage(
                r.Id,
                r.JobId,
                new RunTraining(
                    r.JobId,
                    Objectives.Parse(r.Train),
                    r.Name,
                    r.TrainingSet,
                    r.BaseVersion,
                    JsonSerializer.Deserialize<TrainingRecipe>(r.Recipe, JsonSerializerOptions.Web)!,
                    r.Supervisors is null
                        ? null
                        : JsonSerializer.Deserialize<SortedDictionary<string, int>>(
                            r.Supervisors,
                            JsonSerializerOptions.Web
                        )
                )
            )),
        ];

    private sealed record Row(
        long Id,
        Guid JobId,
        string Train,
        string Name,
        string TrainingSet,
        string? BaseVersion,
        string Recipe,
        string? Supervisors
    );
}

/// <summary>
/// Handles the trainers' messages about a run. It uses the endpoint of heartbeats, so that a trainer's last message is
/// recorded last.
/// </summary>
internal sealed class TrainingWorkConsumer(WorkResults results, WorkKindTable kinds)
    : IConsumer<TrainingHeartbeat>,
        IConsumer<ModelTrained>
{
    public async Task Consume(ConsumeContext<TrainingHeartbeat> context)
    {
        var progress = context.Message.Progress;
        var advanced = false;
        await results.Apply(
            context,
            async (connection, item) =>
            {
                advanced =
                    progress is not null
                    && await TrainingRecords.Advance(connection, item, progress, context.CancellationToken);
                var kind = kinds[WorkKinds.Train];
                await WorkItems.Heartbeat(connection, kind, item, advanced, context.CancellationToken);
            }
        );
        if (advanced && context.Headers.Job() is { } job)
        {
            await context.Publish(
                new TrainingProgressed(job, progress!),
                c => c.MarkUnrecorded(),
                context.CancellationToken
            );
        }
    }

    /// <summary>
    /// Closes the item, and offers the trainer what it has refused while it was busy. The trainer stores the model in Dataset
    /// before it sends this message.
    /// </summary>
    public Task Consume(ConsumeContext<ModelTrained> context) =>
        results.Record(
            context,
            WorkKinds.Train,
            async (connection, item) =>
            {
                await WorkItems.EndDelays(connection, WorkKinds.Train, context.CancellationToken);
                return await TrainingRecords.Complete(
                    connection,
                    item,
                    context.Message.Model,
                    context.CancellationToken
                )
                    ? new(1)
                    : new(0, $"the trainer named the model {context.Message.Model}, which is not registered");
            }
        );
}
