using MassTransit;
using Platform.Contracts;

namespace Platform.Trainer;

/// <summary>Answers an offer at once; the work goes on outside, however long it takes.</summary>
internal sealed class RunTrainingConsumer(TrainingRunner runner) : IConsumer<RunTraining>
{
    public async Task Consume(ConsumeContext<RunTraining> context)
    {
        var id = context.Message.TrainingId;
        if (runner.Refuse(context.Message) is { } reason)
            await context.Publish(new TrainingReleased(id, reason), context.CancellationToken);
        else
            await context.Publish(new TrainingProgressed(id, null), context.CancellationToken);
    }
}

internal sealed class RunTrainingConsumerDefinition : ConsumerDefinition<RunTrainingConsumer>
{
    public RunTrainingConsumerDefinition()
    {
        Endpoint(e => e.PrefetchCount = 1);
        ConcurrentMessageLimit = 1;
    }
}
