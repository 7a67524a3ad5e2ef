using MassTransit;
using Platform.Contracts;
using Platform.Dataset.Storage;
using Platform.Dataset.Trainings;
using Platform.ServiceDefaults;

namespace Platform.Dataset.Evaluations;

/// <summary>What Dataset hears and whom it tells.</summary>
internal static class EvaluationMessaging
{
    public static void AddConsumers(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<SubmissionConsumer, SubmissionConsumerDefinition>();
        bus.AddConsumer<ResultsConsumer, ResultsConsumerDefinition>();
        TrainingMessaging.AddConsumers(bus);
    }

    /// <summary>
    /// Work published before the first worker has ever started must wait for it, and a client of any language must find the
    /// exchanges of the answers before the first answer has been given.
    /// </summary>
    public static void Declare(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator bus)
    {
        bus.DeployPublishTopology = true;
        bus.Publish<EvaluationAccepted>();
        bus.Publish<EvaluationRejected>();
        bus.Publish<EvaluationCompleted>();
        bus.Publish<EvaluationFailed>();
        bus.PublishTo<GenerateSolutions>(Queue(WorkKind.Generate));
        bus.PublishTo<ScoreSolutions>(Queue(WorkKind.Score));
        bus.PublishTo<EvaluationScored>(Queue(WorkKind.Select));
        TrainingMessaging.Declare(bus);
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
