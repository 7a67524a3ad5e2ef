using MassTransit;
using Platform.Contracts;
using Platform.Dataset.Jobs;

namespace Platform.Dataset.Trainings;

/// <summary>What trainers say, each handed to <see cref="TrainingStore"/>.</summary>
internal sealed class TrainingResultsConsumer(TrainingStore trainings)
    : IConsumer<TrainingProgressed>,
        IConsumer<TrainingReleased>,
        IConsumer<TrainingCompleted>,
        IConsumer<TrainingFailed>,
        IConsumer<TrainingCancelled>,
        IConsumer<Fault<RunTraining>>
{
    public Task Consume(ConsumeContext<TrainingProgressed> context) =>
        trainings.Record(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<TrainingReleased> context) =>
        trainings.Record(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<TrainingCompleted> context) =>
        trainings.Record(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<TrainingFailed> context) =>
        trainings.Record(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<TrainingCancelled> context) =>
        trainings.Record(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<Fault<RunTraining>> context) =>
        trainings.Record(
            new TrainingFailed(
                context.Message.Message.TrainingId,
                [
                    context.Message.Exceptions is [var first, ..]
                        ? first.Message
                        : "the trainer failed without saying why",
                ]
            ),
            context.CancellationToken
        );
}

internal sealed class TrainingResultsConsumerDefinition : ConsumerDefinition<TrainingResultsConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpoint,
        IConsumerConfigurator<TrainingResultsConsumer> consumer,
        IRegistrationContext context
    )
    {
        // One at a time: the last progress is to be the last that was said.
        endpoint.PrefetchCount = 16;
        endpoint.ConcurrentMessageLimit = 1;
        endpoint.UseMessageRetry(Retries.WhileDatabaseRestarts);
    }
}
