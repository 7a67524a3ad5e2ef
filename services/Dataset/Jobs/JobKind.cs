using Npgsql;

namespace Platform.Dataset.Jobs;

/// <summary>
/// What a kind of job adds to the engine: how a request is read and admitted, its stages with their work items, and the
/// events about it. Everything else (submission, rows, leases, dispatch, progress, cancellation) is the engine's.
/// </summary>
internal abstract class JobKind
{
    /// <summary>One of <see cref="Contracts.JobKinds"/>.</summary>
    public abstract string Name { get; }

    /// <summary>Reads a submission; never throws. What is wrong with its form is among the errors.</summary>
    public abstract JobRequest Read(byte[] body);

    /// <summary>Loads what the request names and decides.</summary>
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

/// <summary>A submission as far as it could be read.</summary>
/// <param name="Id">The sender's id.</param>
/// <param name="Value">The request.</param>
/// <param name="Canonical">Equal for equal requests: JSON of the request, or the text where it could not be read.</param>
/// <param name="Errors">Each names the field and how to mend it.</param>
/// <param name="Text">The body as text, cut.</param>
internal sealed record JobRequest(Guid? Id, object Value, string Canonical, IReadOnlyList<string> Errors, string Text);

/// <summary>The decision on a request.</summary>
/// <param name="Reasons">Every reason against it; empty: it is admitted.</param>
/// <param name="Write">Writes the kind's own rows beside the job's, for rejected jobs too.</param>
internal sealed record Admission(
    IReadOnlyList<string> Reasons,
    Func<NpgsqlConnection, Guid, CancellationToken, Task> Write
);

/// <summary>A job that goes on.</summary>
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

    /// <summary>The stage to enter; null: the job ends.</summary>
    public string? Stage { get; }

    /// <summary>Why the job fails; null: it does not.</summary>
    public IReadOnlyList<string>? Reasons { get; }

    public static Transition Complete { get; } = new(null, null);

    public static Transition Enter(string stage) => new(stage, null);

    public static Transition Fail(IReadOnlyList<string> reasons) => new(null, reasons);
}
