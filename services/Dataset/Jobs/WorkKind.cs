using Npgsql;

namespace Platform.Dataset.Jobs;

/// <summary>A kind of work item: the command it is published as, and how long its worker may take.</summary>
internal abstract class WorkKind
{
    /// <summary>One of <see cref="Contracts.WorkKinds"/>.</summary>
    public abstract string Name { get; }

    /// <summary>The queue from which its workers consume.</summary>
    public abstract string Queue { get; }

    /// <summary>Time after which an item without a result or heartbeat may be lost.</summary>
    public abstract TimeSpan Lease { get; }

    /// <summary>Maximum number of items that are published but not yet started.</summary>
    public abstract int Window { get; }

    /// <summary>
    /// False for work that only prepares a job: its results do not make the job <see cref="Contracts.JobState.Running"/>.
    /// </summary>
    public virtual bool IsProgress => true;

    /// <summary>Loads the commands of these items, in their order. A command never contains a reference answer.</summary>
    public abstract Task<IReadOnlyList<WorkMessage>> Load(
        NpgsqlConnection connection,
        long[] items,
        CancellationToken cancellationToken
    );
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
