using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Evaluations;

/// <summary>Work item that builds the report of an evaluation: <see cref="BuildReport"/>.</summary>
internal sealed class ReportWork(IOptions<DatasetOptions> options) : WorkKind
{
    public override string Name => WorkKinds.Select;

    public override string Queue => Queues.BuildReport;

    public override TimeSpan Lease => options.Value.Lease;

    public override int Window => options.Value.Window;

    public override async Task<IReadOnlyList<WorkMessage>> Load(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await connection.Query<Row>(
                    "select id, job_id from dataset.work_items where id = any(@items) order by id",
                    new { items },
                    cancellationToken
                )
            ).Select(r => new WorkMessage(r.Id, r.JobId, new BuildReport(r.JobId))),
        ];

    private sealed record Row(long Id, Guid JobId);
}

/// <summary>Closes the item. The selector stores the report over HTTP before it replies.</summary>
internal sealed class ReportBuiltConsumer(WorkResults results) : IConsumer<ReportBuilt>
{
    public Task Consume(ConsumeContext<ReportBuilt> context) =>
        results.Record(context, WorkKinds.Select, (_, _) => Task.FromResult(new WorkResult(1)));
}
