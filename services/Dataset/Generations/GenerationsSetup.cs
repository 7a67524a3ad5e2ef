using MassTransit;
using Platform.Contracts;
using Platform.Dataset.Jobs;

namespace Platform.Dataset.Generations;

/// <summary>Registers generations.</summary>
internal static class GenerationsSetup
{
    public static IServiceCollection AddGenerations(this IServiceCollection services) =>
        services.AddJobKind<GenerationsKind>().AddSingleton<GenerationsViews>();

    public static void AddGenerations(this IBusRegistrationConfigurator bus) => bus.AddJobQueue<GenerationsKind>();

    /// <summary>Declares the events before the first message.</summary>
    public static void DeclareGenerations(this IRabbitMqBusFactoryConfigurator bus)
    {
        bus.Publish<GenerationsAccepted>();
        bus.Publish<GenerationsRejected>();
        bus.Publish<GenerationsCompleted>();
        bus.Publish<GenerationsFailed>();
        bus.Publish<GenerationsCancelled>();
    }
}
