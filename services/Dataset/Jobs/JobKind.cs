using Npgsql;

namespace Platform.Dataset.Jobs;

/// <summary>
/// What a kind of job adds to the engine: how a request is read and admitted, its stages with their work items, and the
/// events about it. The engine handles everything else (submission, rows, leases, dispatch, progress, cancellation).
/// </summary>
internal abstract class JobKind
{
    /// <summary>One of <see cref="Contracts.JobKinds"/>.</summary>
    public abstract string Name { get; }

    /// <summary>Reads a submission. Never throws; format errors are part of the result.</summary>
    public abstract JobRequest Read(byte[] body);

    /// <summary>Loads what the request names and decides whether to admit it.</summary>
    public abstract Task<Admission> Admit(JobRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Called when the current stage has no open work item and no open child job, within the transaction that then stores
    /// the transition. It adds the items, or child jobs, of the stage that it enters.
    /// </summary>
    public abstract Task<Transition> Next(NpgsqlConnection connection, Job job, CancellationToken cancellationToken);

    /// <summary>The event about an admitted job.</summary>
    public abstract Task<object> Accepted(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken);

    /// <summary>The event about a job that was not admitted.</summary>
    public abstract object Rejected(Guid job, IReadOnlyList<string> reasons, string submission);

    /// <summary>The event about a job that has completed, failed or been cancelled.</summary>
    public abstract Task<object> Ended(NpgsqlConnection connection, EndedJob job, CancellationToken cancellationToken);
}

/// <summary>A job whose queue has a fixed name.</summary>
internal interface IQueuedJob
{
    /// <summary>The queue of its submissions.</summary>
    static abstract string Queue { get; }
}

/// <summary>A submission, as far as it could be read.</summary>
/// <param name="Id">The sender's id.</param>
/// <param name="Value">The request.</param>
/// <param name="Canonical">Equal for equal requests: the request as JSON, or the text if it could not be read.</param>
/// <param name="Errors">Errors, each naming the field and how to fix it.</param>
/// <param name="Text">The body as text, truncated.</param>
internal sealed record JobRequest(Guid? Id, object Value, string Canonical, IReadOnlyList<string> Errors, string Text);

/// <summary>The decision on a request.</summary>
/// <param name="Reasons">Every reason to reject the request; empty if it is admitted.</param>
/// <param name="Write">Writes the kind's own rows in addition to the job's, for rejected jobs too.</param>
internal sealed record Admission(
    IReadOnlyList<string> Reasons,
    Func<NpgsqlConnection, Guid, CancellationToken, Task> Write
);

/// <summary>A job that has not ended.</summary>
internal sealed record Job(Guid Id, string Kind, string? Stage, string? TraceParent, string? TraceState)
{
    public TraceContext Trace => new(TraceParent, TraceState);
}

/// <summary>A job that has ended.</summary>
internal sealed record EndedJob(
    Guid Id,
    string Kind,
    string State,
    string[] Reasons,
    string? TraceParent,
    string? TraceState
)
{
    public TraceContext Trace => new(TraceParent, TraceState);
}

/// <summary>What comes after a stage.</summary>
internal sealed record Transition
{
    private Transition(string? stage, IReadOnlyList<string>? reasons) => (Stage, Reasons) = (stage, reasons);

    /// <summary>The stage to enter; null if the job ends.</summary>
    public string? Stage { get; }

    /// <summary>Why the job fails; null if it does not.</summary>
    public IReadOnlyList<string>? Reasons { get; }

    public static Transition Complete { get; } = new(null, null);

    public static Transition Enter(string stage) => new(stage, null);

    public static Transition Fail(IReadOnlyList<string> reasons) => new(null, reasons);
}
