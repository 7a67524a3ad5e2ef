using MassTransit;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.Selector;

internal sealed class BuildSearchReportConsumer(Comparing comparing) : IConsumer<BuildSearchReport>
{
    public async Task Consume(ConsumeContext<BuildSearchReport> context)
    {
        var search = context.Message.SearchId;
        await comparing.Compare(search, context.CancellationToken);
        await context.Answer(new SearchReportBuilt(search));
    }
}
