using Npgsql;

namespace Platform.Dataset.Jobs;

/// <summary>A kind of work item: which command it becomes, and how long its worker may take.</summary>
internal abstract class WorkKind
{
    /// <summary>One of <see cref="Contracts.WorkKinds"/>.</summary>
    public abstract string Name { get; }

    /// <summary>The queue for which its workers compete.</summary>
    public abstract string Queue { get; }

    /// <summary>An item whose result, or next heartbeat, has not come in this time may be lost.</summary>
    public abstract TimeSpan Lease { get; }

    /// <summary>Items that may be published and not yet started at a time.</summary>
    public abstract int Window { get; }

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
}

/// <summary>A work item as its worker gets it.</summary>
internal sealed record WorkMessage(long Item, Guid Job, object Command);

/// <summary>The kinds of work by name.</summary>
internal sealed class WorkKindTable(IEnumerable<WorkKind> kinds)
{
    private readonly Dictionary<string, WorkKind> _byName = kinds.ToDictionary(k => k.Name);

    public IReadOnlyCollection<WorkKind> All => _byName.Values;

    public WorkKind this[string name] => _byName[name];
}
