using MassTransit;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.ServiceDefaults;

namespace Platform.Dataset.Trainings;

/// <summary>Registers trainings.</summary>
internal static class TrainingSetup
{
    public static IServiceCollection AddTrainings(this IServiceCollection services) =>
        services
            .AddJobKind<TrainingKind>()
            .AddWorkKind<FreezeWork>()
            .AddWorkKind<TrainingWork>()
            .AddSingleton<TrainingSets>()
            .AddSingleton<TrainingViews>();

    public static void AddTrainings(this IBusRegistrationConfigurator bus)
    {
        bus.AddJobQueue<TrainingKind>();
        bus.AddConsumer<FreezeTrainingSetConsumer, OwnWorkConsumerDefinition<FreezeTrainingSetConsumer>>();
        bus.AddHeartbeats<TrainingWorkConsumer>();
    }

    /// <summary>Declares the events and the queues of the commands before the first message.</summary>
    public static void DeclareTrainings(this IRabbitMqBusFactoryConfigurator bus)
    {
        bus.Publish<TrainingAccepted>();
        bus.Publish<TrainingRejected>();
        bus.Publish<TrainingProgressed>();
        bus.Publish<TrainingCompleted>();
        bus.Publish<TrainingFailed>();
        bus.Publish<TrainingCancelled>();
        bus.PublishTo<RunTraining>(Queues.RunTraining);
    }
}
