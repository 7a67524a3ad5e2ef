using MassTransit;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.Dataset.Evaluations;

/// <summary>What Dataset hears and whom it tells.</summary>
internal static class EvaluationMessaging
{
    public static void AddConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<SubmissionConsumer, SubmissionConsumerDefinition>();
        bus.AddConsumer<ResultsConsumer, ResultsConsumerDefinition>();
    }

    /// <summary>Work published before the first worker has ever started must wait for it.</summary>
    public static void DeclareWorkQueues(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator bus)
    {
        bus.PublishTo<GenerateSolutions>("generator-generate-solutions");
        bus.PublishTo<ScoreSolutions>("scorer-score-solutions");
        bus.PublishTo<EvaluationScored>("selector-evaluation-scored");
    }
}
