using MassTransit;
using Platform.Contracts;
using Platform.ServiceDefaults;

namespace Platform.Selector;

internal sealed class SummariseExperimentConsumer(Summarising summarising) : IConsumer<SummariseExperiment>
{
    public async Task Consume(ConsumeContext<SummariseExperiment> context)
    {
        var experiment = context.Message.ExperimentId;
        await summarising.Summarise(experiment, context.CancellationToken);
        await context.Answer(new ExperimentSummarised(experiment));
    }
}
