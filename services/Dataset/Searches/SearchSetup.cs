using MassTransit;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Work;
using Platform.ServiceDefaults;

namespace Platform.Dataset.Searches;

/// <summary>Registers searches.</summary>
internal static class SearchSetup
{
    public static IServiceCollection AddSearches(this IServiceCollection services) =>
        services
            .AddJobKind<SearchKind>()
            .AddWorkKind<ExpandWork>()
            .AddWorkKind<GuideWork>()
            .AddWorkKind<CompareWork>()
            .AddSingleton<SearchCache>()
            .AddSingleton<SearchRounds>()
            .AddSingleton<StepReceiver, ExpandDraws>()
            .AddSingleton<ScoreReceiver, GuideScores>()
            .AddSingleton<SearchColumnReader>()
            .AddSingleton<SearchViews>();

    public static void AddSearches(this IBusRegistrationConfigurator bus)
    {
        bus.AddJobQueue<SearchKind>();
        bus.AddResults<StepsGeneratedConsumer>();
        bus.AddResults<SearchReportBuiltConsumer>();
    }

    /// <summary>Declares the events and the queues of the commands before the first message.</summary>
    public static void DeclareSearches(this IRabbitMqBusFactoryConfigurator bus)
    {
        bus.Publish<SearchAccepted>();
        bus.Publish<SearchRejected>();
        bus.Publish<SearchCompleted>();
        bus.Publish<SearchFailed>();
        bus.Publish<SearchCancelled>();
        bus.PublishTo<GenerateSteps>(Queues.GenerateSteps);
        bus.PublishTo<BuildSearchReport>(Queues.BuildSearchReport);
    }
}
