using MassTransit;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.ServiceDefaults;

namespace Platform.Dataset.Selections;

/// <summary>Registers selections.</summary>
internal static class SelectionSetup
{
    public static IServiceCollection AddSelections(this IServiceCollection services) =>
        services
            .AddJobKind<SelectionKind>()
            .AddWorkKind<ChooseWork>()
            .AddSingleton<SelectionColumnReader>()
            .AddSingleton<SelectionStore>()
            .AddSingleton<SelectionViews>();

    public static void AddSelections(this IBusRegistrationConfigurator bus)
    {
        bus.AddJobQueue<SelectionKind>();
        bus.AddResults<SolutionsChosenConsumer>();
    }

    /// <summary>Declares the events and the queue of the command before the first message.</summary>
    public static void DeclareSelections(this IRabbitMqBusFactoryConfigurator bus)
    {
        bus.Publish<SelectionAccepted>();
        bus.Publish<SelectionRejected>();
        bus.Publish<SelectionCompleted>();
        bus.Publish<SelectionFailed>();
        bus.Publish<SelectionCancelled>();
        bus.PublishTo<ChooseSolutions>(Queues.ChooseSolutions);
    }
}
