using MassTransit;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.Selector;

internal sealed class BuildReportConsumer(Reporting reporting) : IConsumer<BuildReport>
{
    public async Task Consume(ConsumeContext<BuildReport> context)
    {
        var evaluation = context.Message.EvaluationId;
        await reporting.Report(evaluation, context.CancellationToken);
        await context.Answer(new ReportBuilt(evaluation));
    }
}

/// <summary>
/// Builds one report at a time, on every core. Transient failures are retried; any other becomes a fault, which Dataset
/// records.
/// </summary>
internal sealed class BuildReportConsumerDefinition : ConsumerDefinition<BuildReportConsumer>
{
    public BuildReportConsumerDefinition()
    {
        Endpoint(e => e.PrefetchCount = 2);
        ConcurrentMessageLimit = 1;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpoint,
        IConsumerConfigurator<BuildReportConsumer> consumer,
        IRegistrationContext context
    ) => endpoint.RetryWhileDatasetIsAway();
}
