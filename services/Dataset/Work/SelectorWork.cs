using MassTransit;
using Npgsql;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;

namespace Platform.Dataset.Work;

/// <summary>The last work of a job, which a selector does: one item per job, without anything but the job's id.</summary>
/// <param name="name">Name of the kind.</param>
/// <param name="queue">The selectors' queue.</param>
/// <param name="options">Lease and window.</param>
/// <param name="command">The command for a job.</param>
internal abstract class SelectorWork(string name, string queue, DatasetOptions options, Func<Guid, object> command)
    : WorkKind(name, queue, options.Lease, options.Window)
{
    public override Task<IReadOnlyList<WorkMessage>> Load(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    ) => OfJobs(connection, items, command, cancellationToken);
}

/// <summary>Closes the item of a selector's answer. The selector stores its result over HTTP before it answers.</summary>
internal abstract class SelectorAnswerConsumer<TAnswer>(string kind, WorkResults results) : IConsumer<TAnswer>
    where TAnswer : class
{
    public Task Consume(ConsumeContext<TAnswer> context) =>
        results.Record(context, kind, (_, _) => Task.FromResult(new WorkResult(1)));
}
