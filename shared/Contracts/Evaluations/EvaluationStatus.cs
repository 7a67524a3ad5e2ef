namespace Platform.Contracts;

/// <summary>An evaluation as returned by <c>GET /evaluations/{id}</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Pool">Name of the pool (as submitted, when rejected).</param>
/// <param name="Models">Requested reward models.</param>
/// <param name="Samples">Requested solutions per problem; null to evaluate the pool as it is.</param>
/// <param name="Seed">Seed of bootstrap and voting draws.</param>
/// <param name="Ties">How votes break ties.</param>
/// <param name="State">One of <see cref="EvaluationState"/>.</param>
/// <param name="Reasons">Why it was rejected or failed.</param>
/// <param name="Submitted">When it was accepted or rejected.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Stages">Progress, in order.</param>
/// <param name="Current">
/// True if the evaluation is completed and neither the pool nor the models have changed since: the same request would give
/// the same report.
/// </param>
/// <param name="ModelSeconds">Time spent inside reward models in seconds, summed over scorers.</param>
/// <param name="SelectSeconds">Compute time of the selector in seconds.</param>
/// <param name="Sampling">
/// How missing solutions are sampled; the name of a registered language model is followed by <c>@</c> and its version.
/// </param>
/// <param name="Steps">How process models are compared with step labels.</param>
public sealed record EvaluationStatus(
    Guid Id,
    string Pool,
    IReadOnlyList<string> Models,
    int? Samples,
    long Seed,
    VoteTies Ties,
    string State,
    IReadOnlyList<string> Reasons,
    DateTimeOffset Submitted,
    DateTimeOffset? Ended,
    IReadOnlyList<StageProgress> Stages,
    bool Current,
    double ModelSeconds,
    double SelectSeconds,
    Sampling? Sampling = null,
    StepOptions? Steps = null
);

/// <summary>
/// States of an evaluation: those of a job, but with the stage instead of <c>accepted</c> and <c>running</c>.
/// </summary>
public static class EvaluationState
{
    /// <summary>Not admitted.</summary>
    public const string Rejected = JobState.Rejected;

    /// <summary>Missing samples are being generated.</summary>
    public const string Generating = "generating";

    /// <summary>Reward models are scoring the solutions.</summary>
    public const string Scoring = "scoring";

    /// <summary>The selector is building the report.</summary>
    public const string Selecting = "selecting";

    /// <summary>Cancelled by a user; workers are stopping.</summary>
    public const string Cancelling = JobState.Cancelling;

    /// <summary>Ended with a report.</summary>
    public const string Completed = JobState.Completed;

    /// <summary>Ended without a report.</summary>
    public const string Failed = JobState.Failed;

    /// <summary>Ended because a user cancelled it.</summary>
    public const string Cancelled = JobState.Cancelled;

    /// <summary>Maps a job's state and stage to the evaluation's state.</summary>
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
