using MassTransit;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.ServiceDefaults;

namespace Platform.Dataset.Experiments;

/// <summary>Registers experiments.</summary>
internal static class ExperimentSetup
{
    public static IServiceCollection AddExperiments(this IServiceCollection services) =>
        services.AddJobKind<ExperimentKind>().AddWorkKind<SummariseWork>().AddSingleton<ExperimentViews>();

    public static void AddExperiments(this IBusRegistrationConfigurator bus)
    {
        bus.AddJobQueue<ExperimentKind>();
        bus.AddResults<ExperimentSummarisedConsumer>();
    }

    /// <summary>Declares the events and the queue of the command before the first message.</summary>
    public static void DeclareExperiments(this IRabbitMqBusFactoryConfigurator bus)
    {
        bus.Publish<ExperimentAccepted>();
        bus.Publish<ExperimentRejected>();
        bus.Publish<ExperimentCompleted>();
        bus.Publish<ExperimentFailed>();
        bus.Publish<ExperimentCancelled>();
        bus.PublishTo<SummariseExperiment>(Queues.SummariseExperiment);
    }
}
