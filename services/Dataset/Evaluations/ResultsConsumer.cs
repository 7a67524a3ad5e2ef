using MassTransit;
using Platform.Contracts;
using Platform.Dataset.Jobs;

namespace Platform.Dataset.Evaluations;

/// <summary>Results and faults of the workers, each handed to <see cref="ResultStore"/>.</summary>
internal sealed class ResultsConsumer(ResultStore results)
    : IConsumer<SolutionsScored>,
        IConsumer<SolutionsGenerated>,
        IConsumer<EvaluationCompleted>,
        IConsumer<Fault<ScoreSolutions>>,
        IConsumer<Fault<GenerateSolutions>>,
        IConsumer<Fault<EvaluationScored>>
{
    public Task Consume(ConsumeContext<SolutionsScored> context) =>
        results.Record(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<SolutionsGenerated> context) =>
        results.Record(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<EvaluationCompleted> context) =>
        results.Record(context.Message, context.CancellationToken);

    public Task Consume(ConsumeContext<Fault<ScoreSolutions>> context) =>
        results.RecordFault(context.Message.Message.WorkItemId, Reason(context.Message), context.CancellationToken);

    public Task Consume(ConsumeContext<Fault<GenerateSolutions>> context) =>
        results.RecordFault(context.Message.Message.WorkItemId, Reason(context.Message), context.CancellationToken);

    public Task Consume(ConsumeContext<Fault<EvaluationScored>> context) =>
        results.RecordFault(context.Message.Message.WorkItemId, Reason(context.Message), context.CancellationToken);

    private static string Reason(Fault fault) =>
        fault.Exceptions is [var first, ..] ? first.Message : "the worker failed without saying why";
}

internal sealed class ResultsConsumerDefinition : ConsumerDefinition<ResultsConsumer>
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpoint,
        IConsumerConfigurator<ResultsConsumer> consumer,
        IRegistrationContext context
    )
    {
        endpoint.PrefetchCount = 64;
        endpoint.ConcurrentMessageLimit = 8;
        endpoint.UseMessageRetry(Retries.WhileDatabaseRestarts);
    }
}
