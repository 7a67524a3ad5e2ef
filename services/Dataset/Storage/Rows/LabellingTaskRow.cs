namespace Platform.Dataset.Storage;

/// <summary>
/// A solution that a person rates. A task of a round has a work item, which is open until the task has ended; other kinds of
/// tasks are made when they are given out.
/// </summary>
internal sealed class LabellingTaskRow
{
    /// <summary>Random, so that it does not tell a hidden control from other tasks.</summary>
    public Guid Id { get; set; }

    /// <summary>What the task is for, one of <see cref="TaskKind"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>The work item of a task of a round; null for other kinds.</summary>
    public long? ItemId { get; set; }

    /// <summary>The labelling; null for a question of the screening.</summary>
    public Guid? JobId { get; set; }
    public long SolutionId { get; set; }

    /// <summary>Number of the labeller's screening; null for other kinds.</summary>
    public int? Attempt { get; set; }

    /// <summary>Who holds the task, or has ended it: <c>person:NAME</c>; null if nobody has taken it.</summary>
    public string? Labeller { get; set; }

    /// <summary>When the labeller has taken it.</summary>
    public DateTimeOffset? Taken { get; set; }

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

/// <summary>What a task is for.</summary>
internal static class TaskKind
{
    /// <summary>A solution of a round: its labels are stored.</summary>
    public const string Label = "label";

    /// <summary>A gold solution among the tasks of a round, for one labeller, who does not know it.</summary>
    public const string Control = "control";

    /// <summary>A gold solution that a labeller rates before real tasks.</summary>
    public const string Screening = "screening";

    /// <summary>A solution on which labellers disagree: the adjudicator's labels are stored.</summary>
    public const string Adjudication = "adjudication";
}

/// <summary>A person's rating of a step; natural key (task, labeller, step).</summary>
internal sealed class LabellingRatingRow
{
    public Guid TaskId { get; set; }
    public required string Labeller { get; set; }

    /// <summary>0-based.</summary>
    public int Step { get; set; }

    /// <summary>1, 0 or -1; null if the labeller is unsure.</summary>
    public short? Rating { get; set; }
    public DateTimeOffset Rated { get; set; }
}

/// <summary>
/// A person's rating of another completion of a step, or a completion of the person's own; natural key (task, labeller, step,
/// key).
/// </summary>
internal sealed class LabellingAlternativeRow
{
    public Guid TaskId { get; set; }
    public required string Labeller { get; set; }

    /// <summary>0-based.</summary>
    public int Step { get; set; }

    /// <summary><c>own</c>, or the SHA-256 of the text in hex.</summary>
    public required string Key { get; set; }
    public required string Text { get; set; }

    /// <summary>1, 0 or -1; null if the labeller is unsure.</summary>
    public short? Rating { get; set; }
    public DateTimeOffset Rated { get; set; }
}
