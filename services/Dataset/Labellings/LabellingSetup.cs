using MassTransit;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Quality;
using Platform.Dataset.Rollouts;
using Platform.Dataset.Rounds;
using Platform.Dataset.Work;

namespace Platform.Dataset.Labellings;

/// <summary>Registers labellings.</summary>
internal static class LabellingSetup
{
    public static IServiceCollection AddLabellings(this IServiceCollection services) =>
        services
            .AddJobKind<LabellingKind>()
            .AddWorkKind<LabelWork>()
            .AddWorkKind<RolloutWork>()
            .AddSingleton<StepReceiver, RolloutDraws>()
            .AddWorkKind<PeopleWork>()
            .AddSingleton<LabellingViews>()
            .AddSingleton<LabelQualities>()
            .AddSingleton<RoundTasks>()
            .AddSingleton<TaskRatings>()
            .AddSingleton<TaskEnds>()
            .AddSingleton<Alternatives>()
            .AddSingleton<Adjudications>()
            .AddSingleton<GoldRecords>()
            .AddSingleton<LabellerRecords>()
            .AddSingleton<AgreementViews>()
            .AddSingleton<RoundViews>();

    public static void AddLabellings(this IBusRegistrationConfigurator bus)
    {
        bus.AddJobQueue<LabellingKind>();
        bus.AddConsumer<LabelSolutionsConsumer, OwnWorkConsumerDefinition<LabelSolutionsConsumer>>();
    }

    /// <summary>Declares the events and the queue of the command before the first message.</summary>
    public static void DeclareLabellings(this IRabbitMqBusFactoryConfigurator bus)
    {
        bus.Publish<LabellingAccepted>();
        bus.Publish<LabellingRejected>();
        bus.Publish<LabellingCompleted>();
        bus.Publish<LabellingFailed>();
        bus.Publish<LabellingCancelled>();
    }
}
