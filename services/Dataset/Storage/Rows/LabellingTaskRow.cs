namespace Platform.Dataset.Storage;

/// <summary>A solution that a person rates. Its work item is open until the task has ended.</summary>
internal sealed class LabellingTaskRow
{
    /// <summary>The work item; it identifies the task.</summary>
    public long ItemId { get; set; }
    public Guid JobId { get; set; }
    public long SolutionId { get; set; }

    /// <summary>Who holds the task, or has ended it: <c>person:NAME</c>; null if nobody has taken it.</summary>
    public string? Labeller { get; set; }

    /// <summary>After this time, another labeller may take an open task.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }
    public DateTimeOffset? Ended { get; set; }

    /// <summary>One of <see cref="Contracts.TaskEnding"/>; null until it has ended.</summary>
    public string? Ending { get; set; }

    /// <summary>Why the labeller gave up, or what is wrong with the problem.</summary>
    public string? Reason { get; set; }

    /// <summary>Time that the labeller worked on it; null if unknown.</summary>
    public double? Seconds { get; set; }
}

/// <summary>A person's rating of a step; natural key (task, labeller, step).</summary>
internal sealed class LabellingRatingRow
{
    public long ItemId { get; set; }
    public required string Labeller { get; set; }

    /// <summary>0-based.</summary>
    public int Step { get; set; }

    /// <summary>1, 0 or -1; null if the labeller is unsure.</summary>
    public short? Rating { get; set; }
    public DateTimeOffset Rated { get; set; }
}
