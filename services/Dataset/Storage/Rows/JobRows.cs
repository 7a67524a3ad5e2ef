namespace Platform.Dataset.Storage;

/// <summary>A job of any kind, from its submission to its end.</summary>
internal sealed class JobRow
{
    public Guid Id { get; set; }

    /// <summary>One of <see cref="Contracts.JobKinds"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>One of <see cref="Contracts.JobState"/>.</summary>
    public required string State { get; set; }

    /// <summary>The current stage; null before the first.</summary>
    public string? Stage { get; set; }

    /// <summary>The submission in canonical JSON, or its text where it could not be read.</summary>
    public required string Request { get; set; }
    public required string[] Reasons { get; set; }
    public DateTimeOffset Submitted { get; set; }

    /// <summary>When a worker first reported on it.</summary>
    public DateTimeOffset? Started { get; set; }
    public DateTimeOffset? Ended { get; set; }

    /// <summary>The job that started it.</summary>
    public Guid? ParentId { get; set; }

    /// <summary>The event about the end has been published.</summary>
    public bool Announced { get; set; }

    /// <summary>W3C trace context of the submission: work for the job belongs to its trace.</summary>
    public string? TraceParent { get; set; }
    public string? TraceState { get; set; }
}

/// <summary>One message's worth of work. These rows are the outbox.</summary>
internal sealed class WorkItemRow
{
    public long Id { get; set; }
    public Guid JobId { get; set; }

    /// <summary>One of <see cref="Contracts.WorkKinds"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>The problem to generate for or to score, where there is one.</summary>
    public long? ProblemId { get; set; }

    /// <summary>The model that scores.</summary>
    public long? ModelId { get; set; }

    /// <summary>Solutions to score.</summary>
    public long[]? SolutionIds { get; set; }

    /// <summary>First sample to generate.</summary>
    public int? FirstSample { get; set; }

    /// <summary>JSON of what else the command needs; null: nothing.</summary>
    public string? Payload { get; set; }

    /// <summary>Solutions in the item; 1 where it has none.</summary>
    public int Count { get; set; }
    public int Failed { get; set; }

    /// <summary>One of <see cref="WorkState"/>.</summary>
    public required string State { get; set; }

    /// <summary>Times published since there was last some progress.</summary>
    public int Attempts { get; set; }

    /// <summary>Not published before; null: at once.</summary>
    public DateTimeOffset? AvailableAt { get; set; }
    public DateTimeOffset? Published { get; set; }

    /// <summary>When its worker sent the first heartbeat; null for kinds of work without heartbeats.</summary>
    public DateTimeOffset? Started { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Closed { get; set; }

    /// <summary>Why it failed; several reasons are lines.</summary>
    public string? Reason { get; set; }

    /// <summary>Time that the worker computed.</summary>
    public double RunSeconds { get; set; }
}

/// <summary>States of a work item.</summary>
internal static class WorkState
{
    public const string Pending = "pending";
    public const string Published = "published";
    public const string Done = "done";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
}

/// <summary>State of the dispatcher. At most one row; without it the dispatcher is not paused.</summary>
internal sealed class DispatcherRow
{
    public const int Only = 1;

    public int Id { get; set; } = Only;

    /// <summary>No work item is published.</summary>
    public bool Paused { get; set; }
    public DateTimeOffset Changed { get; set; }
}
