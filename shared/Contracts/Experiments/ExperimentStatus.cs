namespace Platform.Contracts;

/// <summary>An experiment as returned by <c>GET /experiments/{id}</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Request">The submission without its id; null if it was rejected.</param>
/// <param name="State">One of <see cref="JobState"/>.</param>
/// <param name="Paused">True if it starts no further job.</param>
/// <param name="Reasons">Why it was rejected or failed.</param>
/// <param name="Submitted">When it was accepted or rejected.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Jobs">The jobs that it starts.</param>
/// <param name="Report">The report. Null in lists and until it is completed.</param>
public sealed record ExperimentStatus(
    Guid Id,
    SubmitExperiment? Request,
    string State,
    bool Paused,
    IReadOnlyList<string> Reasons,
    DateTimeOffset Submitted,
    DateTimeOffset? Ended,
    IReadOnlyList<PlannedJobStatus> Jobs,
    ExperimentReport? Report
);
