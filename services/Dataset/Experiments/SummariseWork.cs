using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;

namespace Platform.Dataset.Experiments;

/// <summary>Work item that builds the report of an experiment: <see cref="SummariseExperiment"/>.</summary>
internal sealed class SummariseWork(IOptions<DatasetOptions> options)
    : WorkKind(WorkKinds.Summarise, Queues.SummariseExperiment, options.Value.Lease, options.Value.Window)
{
    public override Task<IReadOnlyList<WorkMessage>> Load(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    ) => OfJobs(connection, items, job => new SummariseExperiment(job), cancellationToken);
}

/// <summary>Closes the item. The selector stores the report over HTTP before it replies.</summary>
internal sealed class ExperimentSummarisedConsumer(WorkResults results) : IConsumer<ExperimentSummarised>
{
    public Task Consume(ConsumeContext<ExperimentSummarised> context) =>
        results.Record(context, WorkKinds.Summarise, (_, _) => Task.FromResult(new WorkResult(1)));
}
