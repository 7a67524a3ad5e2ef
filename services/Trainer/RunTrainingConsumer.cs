using MassTransit;
using Platform.Contracts;

namespace Platform.Trainer;

/// <summary>Answers an offer at once; the work goes on outside, however long it takes.</summary>
internal sealed class RunTrainingConsumer(TrainingRunner runner) : IConsumer<RunTraining>
{
    public async Task Consume(ConsumeContext<RunTraining> context)
    {
        var id = context.Message.TrainingId;
        if (runner.Take(context.Message))
            await context.Publish(new TrainingProgressed(id, null), context.CancellationToken);
        else
            await context.Publish(new TrainingReleased(id, "the trainer is busy"), context.CancellationToken);
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
