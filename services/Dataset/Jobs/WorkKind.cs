using Npgsql;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Jobs;

/// <summary>A kind of work item: which command it becomes, and how long its worker may take.</summary>
/// <param name="name">One of <see cref="Contracts.WorkKinds"/>.</param>
/// <param name="queue">The queue for which its workers compete.</param>
/// <param name="lease">An item whose result, or next heartbeat, has not come in this time may be lost.</param>
/// <param name="window">Items that may be published and not yet started at a time.</param>
internal abstract class WorkKind(string name, string queue, TimeSpan lease, int window)
{
    public string Name => name;

    public string Queue => queue;

    public TimeSpan Lease => lease;

    public int Window => window;

    /// <summary>
    /// False for work that only prepares a job: its results do not make the job <see cref="Contracts.JobState.Running"/>.
    /// </summary>
    public virtual bool IsProgress => true;

    /// <summary>The commands of these items, in their order. A command never carries a reference answer.</summary>
    public abstract Task<IReadOnlyList<WorkMessage>> Load(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    );

    /// <summary>Commands that need only the id of their job.</summary>
    protected static async Task<IReadOnlyList<WorkMessage>> OfJobs(
        NpgsqlConnection connection,
        long[] items,
        Func<Guid, object> command,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await connection.Query<ItemOfJob>(
                    "select id, job_id from dataset.work_items where id = any(@items) order by id",
                    new { items },
                    cancellationToken
                )
            ).Select(i => new WorkMessage(i.Id, i.JobId, command(i.JobId))),
        ];

    private sealed record ItemOfJob(long Id, Guid JobId);
}

/// <summary>A work item as sent to its worker.</summary>
internal sealed record WorkMessage(long Item, Guid Job, object Command);

/// <summary>The kinds of work by name.</summary>
internal sealed class WorkKindTable(IEnumerable<WorkKind> kinds)
{
    private readonly Dictionary<string, WorkKind> _byName = kinds.ToDictionary(k => k.Name);

    public IReadOnlyCollection<WorkKind> All => _byName.Values;

    public WorkKind this[string name] => _byName[name];
}
