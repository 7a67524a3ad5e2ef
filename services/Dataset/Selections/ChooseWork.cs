using MassTransit;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;

namespace Platform.Dataset.Selections;

/// <summary>Work item that chooses the solutions of a selection: <see cref="ChooseSolutions"/>.</summary>
internal sealed class ChooseWork(IOptions<DatasetOptions> options)
    : WorkKind(WorkKinds.Choose, Queues.ChooseSolutions, options.Value.Lease, options.Value.Window)
{
    public override Task<IReadOnlyList<WorkMessage>> Load(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    ) => OfJobs(connection, items, job => new ChooseSolutions(job), cancellationToken);
}

/// <summary>Closes the item. The selector stores the choice over HTTP before it replies.</summary>
internal sealed class SolutionsChosenConsumer(WorkResults results) : IConsumer<SolutionsChosen>
{
    public Task Consume(ConsumeContext<SolutionsChosen> context) =>
        results.Record(context, WorkKinds.Choose, (_, _) => Task.FromResult(new WorkResult(1)));
}
