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

    /// <summary>The submission as canonical JSON, or its text if it could not be read.</summary>
    public required string Request { get; set; }
    public required string[] Reasons { get; set; }
    public DateTimeOffset Submitted { get; set; }

    /// <summary>When a worker first reported on it.</summary>
    public DateTimeOffset? Started { get; set; }
    public DateTimeOffset? Ended { get; set; }

    /// <summary>The job that started it.</summary>
    public Guid? ParentId { get; set; }

    /// <summary>True if the job enters no further stage until it is resumed.</summary>
    public bool Paused { get; set; }

    /// <summary>True if the event about the job's end has been published.</summary>
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

    /// <summary>The problem to generate for or to score, if any.</summary>
    public long? ProblemId { get; set; }

    /// <summary>The model that scores.</summary>
    public long? ModelId { get; set; }

    /// <summary>Solutions to score.</summary>
    public long[]? SolutionIds { get; set; }

    /// <summary>First sample to generate.</summary>
    public int? FirstSample { get; set; }

    /// <summary>JSON of the command's other data; null without any.</summary>
    public string? Payload { get; set; }

    /// <summary>Solutions in the item; 1 where it has none.</summary>
    public int Count { get; set; }
    public int Failed { get; set; }

    /// <summary>One of <see cref="WorkState"/>.</summary>
    public required string State { get; set; }

    /// <summary>Number of publications since the last progress.</summary>
    public int Attempts { get; set; }

    /// <summary>Earliest time of publication; null for immediately.</summary>
    public DateTimeOffset? AvailableAt { get; set; }
    public DateTimeOffset? Published { get; set; }

    /// <summary>When its worker sent the first heartbeat; null for kinds of work without heartbeats.</summary>
    public DateTimeOffset? Started { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Closed { get; set; }

    /// <summary>Why it failed; several reasons are separated by line breaks.</summary>
    public string? Reason { get; set; }

    /// <summary>Compute time of the worker in seconds.</summary>
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

/// <summary>State of the dispatcher. There is at most one row; without it, the dispatcher is not paused.</summary>
internal sealed class DispatcherRow
{
    public const int Only = 1;

    public int Id { get; set; } = Only;

    /// <summary>True if no work items are published.</summary>
    public bool Paused { get; set; }
    public DateTimeOffset Changed { get; set; }
}
