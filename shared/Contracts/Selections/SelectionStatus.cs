namespace Platform.Contracts;

/// <summary>A selection as returned by <c>GET /selections/{id}</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Request">The submission without its id; null if it was rejected.</param>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Models">Reward models that select, as <c>name@version</c>.</param>
/// <param name="Generation">Number of the round of labelling; null if it was rejected.</param>
/// <param name="State">One of <see cref="JobState"/>.</param>
/// <param name="Reasons">Why it was rejected or failed.</param>
/// <param name="Submitted">When it was accepted or rejected.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Stages">Progress of its work items.</param>
/// <param name="Current">True if it is completed and neither the pool nor the models have changed since.</param>
/// <param name="PoolRevision">The revision of the pool that was selected from.</param>
/// <param name="Selected">Number of chosen solutions, once it is completed.</param>
/// <param name="Sha256">Hash of their lines.</param>
/// <param name="SelectSeconds">Compute time of the selector in seconds.</param>
/// <param name="Report">What the selection is like. Null in lists and until it is completed.</param>
public sealed record SelectionStatus(
    Guid Id,
    SubmitSelection? Request,
    string Pool,
    IReadOnlyList<string> Models,
    int? Generation,
    string State,
    IReadOnlyList<string> Reasons,
    DateTimeOffset Submitted,
    DateTimeOffset? Ended,
    IReadOnlyList<StageProgress> Stages,
    bool Current,
    long? PoolRevision,
    int? Selected,
    string? Sha256,
    double SelectSeconds,
    SelectionReport? Report
);
