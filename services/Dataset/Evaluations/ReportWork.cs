using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;

namespace Platform.Dataset.Evaluations;

/// <summary>Work item that builds the report of an evaluation: <see cref="BuildReport"/>.</summary>
internal sealed class ReportWork(IOptions<DatasetOptions> options)
    : WorkKind(WorkKinds.Select, Queues.BuildReport, options.Value.Lease, options.Value.Window)
{
    public override Task<IReadOnlyList<WorkMessage>> Load(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    ) => OfJobs(connection, items, job => new BuildReport(job), cancellationToken);
}

/// <summary>Closes the item. The selector stores the report over HTTP before it replies.</summary>
internal sealed class ReportBuiltConsumer(WorkResults results) : IConsumer<ReportBuilt>
{
    public Task Consume(ConsumeContext<ReportBuilt> context) =>
        results.Record(context, WorkKinds.Select, (_, _) => Task.FromResult(new WorkResult(1)));
}
