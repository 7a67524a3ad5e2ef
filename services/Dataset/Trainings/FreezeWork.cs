using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;

namespace Platform.Dataset.Trainings;

/// <summary>Work item that freezes the training set, handled by Dataset itself: <see cref="FreezeTrainingSet"/>.</summary>
internal sealed class FreezeWork(IOptions<DatasetOptions> options)
    : WorkKind(WorkKinds.Freeze, Queues.FreezeTrainingSet, options.Value.GenerateLease, 4)
{
    public override bool IsProgress => false;

    public override Task<IReadOnlyList<WorkMessage>> Load(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    ) => OfJobs(connection, items, job => new FreezeTrainingSet(job), cancellationToken);
}

internal sealed class FreezeTrainingSetConsumer(
    NpgsqlDataSource source,
    TrainingSets sets,
    WorkResults results,
    ILogger<FreezeTrainingSetConsumer> log
) : IConsumer<FreezeTrainingSet>
{
    public async Task Consume(ConsumeContext<FreezeTrainingSet> context)
    {
        var training = context.Message.TrainingId;
        TrainingSource from;
        await using (var connection = await source.OpenConnectionAsync(context.CancellationToken))
        {
            from = await TrainingRecords.Source(connection, training, context.CancellationToken);
        }

        var frozen = await sets.Freeze(from, context.CancellationToken);
        await results.Record(
            context,
            WorkKinds.Freeze,
            async (connection, _) =>
            {
                if (await TrainingRecords.Freeze(connection, training, frozen, context.CancellationToken))
                {
                    log.TrainingSetFrozen(training, frozen.Sha256, frozen.Examples);
                }

                return new(1);
            }
        );
    }
}
