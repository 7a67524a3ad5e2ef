using MassTransit;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.Trainer;

/// <summary>Answers an offer at once. The training runs outside the delivery, however long it takes.</summary>
internal sealed class RunTrainingConsumer(TrainingRunner runner) : IConsumer<RunTraining>
{
    public async Task Consume(ConsumeContext<RunTraining> context)
    {
        var offer = Offer.Of(context);
        if (runner.Refuse(offer) is { } reason)
        {
            await context.Answer(new WorkReleased(reason));
        }
        else
        {
            await context.Answer(new TrainingHeartbeat(null));
        }
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
