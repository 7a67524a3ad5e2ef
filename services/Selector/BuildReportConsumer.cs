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
