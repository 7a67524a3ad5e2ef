namespace Platform.Contracts;

/// <summary>An evaluation as <c>GET /evaluations/{id}</c> shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Pool">Name of the pool (as submitted, when rejected).</param>
/// <param name="Models">Reward models asked for.</param>
/// <param name="Samples">Solutions a problem asked for; null: the pool as it was.</param>
/// <param name="Seed">Seed of bootstrap and voting draws.</param>
/// <param name="State">One of <see cref="EvaluationState"/>.</param>
/// <param name="Reasons">Why it was rejected or failed.</param>
/// <param name="Submitted">When it was accepted or rejected.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Stages">Progress, in order.</param>
/// <param name="Current">Completed, and neither pool nor models have changed since: the same request would give the same report.</param>
/// <param name="ModelSeconds">Time spent inside reward models, summed over scorers.</param>
/// <param name="SelectSeconds">Time the selector computed.</param>
public sealed record EvaluationStatus(
    Guid Id,
    string Pool,
    IReadOnlyList<string> Models,
    int? Samples,
    long Seed,
    string State,
    IReadOnlyList<string> Reasons,
    DateTimeOffset Submitted,
    DateTimeOffset? Ended,
    IReadOnlyList<StageProgress> Stages,
    bool Current,
    double ModelSeconds,
    double SelectSeconds
);

/// <summary>States of an evaluation: those of a job, with the stage in place of <c>accepted</c> and <c>running</c>.</summary>
public static class EvaluationState
{
    /// <summary>Not admitted.</summary>
    public const string Rejected = JobState.Rejected;

    /// <summary>Missing samples are generated.</summary>
    public const string Generating = "generating";

    /// <summary>Reward models score the solutions.</summary>
    public const string Scoring = "scoring";

    /// <summary>The selector builds the report.</summary>
    public const string Selecting = "selecting";

    /// <summary>Cancelled by a user; workers stop.</summary>
    public const string Cancelling = JobState.Cancelling;

    /// <summary>Ended with a report.</summary>
    public const string Completed = JobState.Completed;

    /// <summary>Ended without a report.</summary>
    public const string Failed = JobState.Failed;

    /// <summary>Ended by a user.</summary>
    public const string Cancelled = JobState.Cancelled;

    /// <summary>The state that a job's state and stage make.</summary>
    public static string Of(string state, string? stage) =>
        !JobState.IsWanted(state)
            ? state
            : stage switch
            {
                WorkKinds.Score => Scoring,
                WorkKinds.Select => Selecting,
                _ => Generating,
            };
}
