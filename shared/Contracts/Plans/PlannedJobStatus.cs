namespace Platform.Contracts;

/// <summary>A job that a plan starts, and how far it is.</summary>
/// <param name="Name">Its name within the plan.</param>
/// <param name="Kind">One of <see cref="JobKinds"/>.</param>
/// <param name="Id">Its id, which is known before it starts.</param>
/// <param name="Needs">Names of the jobs that must complete before it starts.</param>
/// <param name="State">One of <see cref="JobState"/>; null until it starts.</param>
/// <param name="Stage">The stage that it is in.</param>
/// <param name="Started">When the plan started it.</param>
/// <param name="Ended">When it ended.</param>
public sealed record PlannedJobStatus(
    string Name,
    string Kind,
    Guid Id,
    IReadOnlyList<string> Needs,
    string? State = null,
    string? Stage = null,
    DateTimeOffset? Started = null,
    DateTimeOffset? Ended = null
);

/// <summary>What a plan would start, and what it would cost.</summary>
/// <param name="Jobs">The jobs, in an order in which they can run.</param>
/// <param name="Solutions">Solutions that have to be generated.</param>
/// <param name="TrainingTokens">Tokens that trainings would read, all passes together; an estimate.</param>
/// <param name="ScoredSolutions">Solutions that reward models would score.</param>
/// <param name="Minutes">
/// Estimated time, at the rates of the latest completed jobs of each kind on this platform; null if there are none to
/// estimate from.
/// </param>
/// <param name="Basis">What the estimate rests on, as a sentence.</param>
/// <param name="RolloutTokens">
/// Most tokens that labellings by rollouts sample; null if one of them has no token budget.
/// </param>
public sealed record PlanEstimate(
    IReadOnlyList<PlannedJobStatus> Jobs,
    long Solutions,
    long TrainingTokens,
    long ScoredSolutions,
    double? Minutes,
    string Basis,
    long? RolloutTokens = 0
);
