using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;

namespace Platform.Dataset.Labellings;

/// <summary>Work item that labels a chunk of solutions, handled by Dataset itself: <see cref="LabelSolutions"/>.</summary>
internal sealed class LabelWork(IOptions<DatasetOptions> options)
    : WorkKind(WorkKinds.Label, Queues.LabelSolutions, options.Value.GenerateLease, 4)
{
    public override Task<IReadOnlyList<WorkMessage>> Load(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    ) => OfJobs(connection, items, job => new LabelSolutions(job), cancellationToken);
}

internal sealed class LabelSolutionsConsumer(WorkResults results) : IConsumer<LabelSolutions>
{
    public Task Consume(ConsumeContext<LabelSolutions> context) =>
        results.Record(
            context,
            WorkKinds.Label,
            (connection, item) => ChunkLabels.Write(connection, item, context.CancellationToken)
        );
}
