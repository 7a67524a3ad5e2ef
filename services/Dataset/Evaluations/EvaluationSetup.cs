using MassTransit;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Work;
using Platform.ServiceDefaults;

namespace Platform.Dataset.Evaluations;

/// <summary>Registers evaluations.</summary>
internal static class EvaluationSetup
{
    public static IServiceCollection AddEvaluations(this IServiceCollection services) =>
        services
            .AddJobKind<EvaluationKind>()
            .AddWorkKind<GenerateWork>()
            .AddWorkKind<ScoreWork>()
            .AddWorkKind<ReportWork>()
            .AddSingleton<ScoreItems>()
            .AddSingleton<ScoreReceiver, SolutionScores>()
            .AddSingleton<EvaluationStages>()
            .AddSingleton<EvaluationViews>()
            .AddSingleton<PickViews>()
            .AddSingleton<EvaluationColumnReader>();

    public static void AddEvaluations(this IBusRegistrationConfigurator bus)
    {
        bus.AddJobQueue<EvaluationKind>();
        bus.AddResults<SolutionsGeneratedConsumer>();
        bus.AddResults<SolutionsScoredConsumer>();
        bus.AddResults<ReportBuiltConsumer>();
    }

    /// <summary>Declares the events and the queues of the commands before the first message.</summary>
    public static void DeclareEvaluations(this IRabbitMqBusFactoryConfigurator bus)
    {
        bus.Publish<EvaluationAccepted>();
        bus.Publish<EvaluationRejected>();
        bus.Publish<EvaluationCompleted>();
        bus.Publish<EvaluationFailed>();
        bus.Publish<EvaluationCancelled>();
        bus.PublishTo<GenerateSolutions>(Queues.GenerateSolutions);
        bus.PublishTo<ScoreSolutions>(Queues.ScoreSolutions);
        bus.PublishTo<BuildReport>(Queues.BuildReport);
    }
}
