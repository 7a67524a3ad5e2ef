using MassTransit;
using Platform.Contracts;
using Platform.Dataset.Storage;
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
        bus.PublishTo<GenerateSolutions>(Queue(WorkKind.Generate));
        bus.PublishTo<ScoreSolutions>(Queue(WorkKind.Score));
        bus.PublishTo<EvaluationScored>(Queue(WorkKind.Select));
    }

    /// <summary>The queue on which a kind of work waits for a worker.</summary>
    public static string Queue(string kind) =>
        kind switch
        {
            WorkKind.Generate => "generator-generate-solutions",
            WorkKind.Score => "scorer-score-solutions",
            _ => "selector-evaluation-scored",
        };
}
