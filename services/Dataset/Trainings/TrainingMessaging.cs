using MassTransit;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.Dataset.Trainings;

/// <summary>What Dataset hears and says of trainings.</summary>
internal static class TrainingMessaging
{
    /// <summary>The queue on which a training waits for a trainer.</summary>
    public const string Queue = "trainer-run-training";

    /// <summary>Key of what wakes <see cref="TrainingDispatcher"/>.</summary>
    public const string Wake = "trainings";

    public static void AddConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<TrainingSubmissionConsumer, TrainingSubmissionConsumerDefinition>();
        bus.AddConsumer<TrainingResultsConsumer, TrainingResultsConsumerDefinition>();
    }

    public static void Declare(IRabbitMqBusFactoryConfigurator bus)
    {
        bus.Publish<TrainingAccepted>();
        bus.Publish<TrainingRejected>();
        bus.Publish<TrainingProgressed>();
        bus.Publish<TrainingCompleted>();
        bus.Publish<TrainingFailed>();
        bus.Publish<TrainingCancelled>();
        bus.PublishTo<RunTraining>(Queue);
    }
}
