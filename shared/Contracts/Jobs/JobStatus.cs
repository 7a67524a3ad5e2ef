namespace Platform.Contracts;

/// <summary>A job of any kind as returned by <c>GET /jobs/{id}</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">One of <see cref="JobKinds"/>.</param>
/// <param name="State">One of <see cref="JobState"/>.</param>
/// <param name="Stage">The stage it is in; null before the first stage and for a rejected job.</param>
/// <param name="Reasons">Why it was rejected or failed.</param>
/// <param name="Submitted">When it was accepted or rejected.</param>
/// <param name="Started">When a worker first reported on it.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Parent">The job that started it.</param>
/// <param name="Children">Jobs that it started, in order of submission.</param>
/// <param name="Stages">Progress of its work items, in order.</param>
/// <param name="Paused">True if it enters no further stage and starts no further job.</param>
public sealed record JobStatus(
    Guid Id,
    string Kind,
    string State,
    string? Stage,
    IReadOnlyList<string> Reasons,
    DateTimeOffset Submitted,
    DateTimeOffset? Started,
    DateTimeOffset? Ended,
    Guid? Parent,
    IReadOnlyList<Guid> Children,
    IReadOnlyList<StageProgress> Stages,
    bool Paused = false
);

/// <summary>Progress of one kind of work in a job.</summary>
/// <param name="Stage">One of <see cref="WorkKinds"/>.</param>
/// <param name="Total">Solutions for <c>generate</c> and <c>score</c>; otherwise work items.</param>
/// <param name="Done">Number done, including failures.</param>
/// <param name="Failed">Number failed.</param>
public sealed record StageProgress(string Stage, long Total, long Done, long Failed);

/// <summary>State of Dataset's dispatcher.</summary>
/// <param name="Paused">True if no work items are published; work in flight finishes.</param>
public sealed record DispatcherState(bool Paused);
