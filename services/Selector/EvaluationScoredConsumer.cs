using MassTransit;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.Selector;

internal sealed class EvaluationScoredConsumer(Reporting reporting) : IConsumer<EvaluationScored>
{
    public async Task Consume(ConsumeContext<EvaluationScored> context)
    {
        var evaluation = context.Message;
        var report = await reporting.Report(evaluation.EvaluationId, context.CancellationToken);
        await context.Publish(new EvaluationCompleted(evaluation.WorkItemId, report), context.CancellationToken);
    }
}

/// <summary>One report at a time uses every core; what may heal by itself is tried again, the rest is a fault that Dataset hears.</summary>
internal sealed class EvaluationScoredConsumerDefinition : ConsumerDefinition<EvaluationScoredConsumer>
{
    public EvaluationScoredConsumerDefinition()
    {
        Endpoint(e => e.PrefetchCount = 2);
        ConcurrentMessageLimit = 1;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpoint,
        IConsumerConfigurator<EvaluationScoredConsumer> consumer,
        IRegistrationContext context
    ) => endpoint.RetryWhileDatasetIsAway();
}
