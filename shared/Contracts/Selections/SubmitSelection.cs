namespace Platform.Contracts;

/// <summary>
/// Asks for a selection of solutions for labelling; the message on the queue <c>selection-jobs</c>. Plain JSON with these
/// names in camel case is accepted from any AMQP client, for example
/// <c>{"pool":"mine","models":["prm-1"],"policy":"mixed","perProblem":4}</c>.
/// </summary>
/// <param name="SelectionId">Chosen by the sender so that a repeated submission is recognised; generated if absent.</param>
/// <param name="Pool">Name of an existing pool.</param>
/// <param name="Models">
/// Names (or content hashes) of the reward models that select; each scores the solutions that it has not scored yet. One for
/// every policy; several for <see cref="SelectionPolicy.Uncertain"/>.
/// </param>
/// <param name="Policy">Which solutions to take.</param>
/// <param name="PerProblem">Largest number of solutions of one problem.</param>
/// <param name="Total">Largest number of solutions. This field, <paramref name="PerProblem"/>, or both are required.</param>
/// <param name="PerSubject">Largest number of solutions of one subject.</param>
/// <param name="Aggregation">How steps become a score; <see cref="ScoreAggregation.Product"/> if absent.</param>
/// <param name="Neutral">What a neutral step counts as; <see cref="NeutralSteps.Positive"/> if absent.</param>
/// <param name="WrongShare">Share that <see cref="SelectionPolicy.Mixed"/> takes of wrong solutions; 0.8 if absent.</param>
/// <param name="RightShare">Share of right solutions, chosen by chance, that every policy injects; 0 if absent.</param>
/// <param name="SkipLabelledBy">
/// Solutions that this labeller has labelled are left out: its name or the part of it before ':', <c>anyone</c> (if absent)
/// or <c>nobody</c>.
/// </param>
/// <param name="Exclude">
/// Pools whose problems must not be selected, such as test sets: problems with the same statement are left out.
/// </param>
/// <param name="Controls">Pools with quality-control problems, which are left out in the same way.</param>
/// <param name="Generation">
/// Number of the round of labelling; if absent, the next one of the pool, beginning with 0.
/// </param>
/// <param name="Seed">Seed of everything left to chance; 0 if absent.</param>
public sealed record SubmitSelection(
    Guid? SelectionId,
    string Pool,
    IReadOnlyList<string> Models,
    SelectionPolicy Policy,
    int? PerProblem = null,
    int? Total = null,
    int? PerSubject = null,
    ScoreAggregation? Aggregation = null,
    NeutralSteps? Neutral = null,
    double? WrongShare = null,
    double? RightShare = null,
    string? SkipLabelledBy = null,
    IReadOnlyList<string>? Exclude = null,
    IReadOnlyList<string>? Controls = null,
    int? Generation = null,
    long? Seed = null
);

/// <summary>
/// The job is stored in the database; it will end with <see cref="SelectionCompleted"/>, <see cref="SelectionFailed"/> or
/// <see cref="SelectionCancelled"/>.
/// </summary>
/// <param name="SelectionId">Identifies the selection in every later message and at <c>GET /selections/{id}</c>.</param>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Problems">Problems in the pool.</param>
/// <param name="Models">Reward models that select, as <c>name@version</c>.</param>
/// <param name="Generation">Number of the round of labelling.</param>
public sealed record SelectionAccepted(
    Guid SelectionId,
    string Pool,
    int Problems,
    IReadOnlyList<string> Models,
    int Generation
);

/// <summary>A submission was rejected. It is stored under its id, with the reasons.</summary>
/// <param name="SelectionId">The sender's id if it could be read, otherwise a generated one.</param>
/// <param name="Reasons">Every reason, each naming the field and how to fix it.</param>
/// <param name="Submission">The body as received, truncated to 4,096 characters.</param>
public sealed record SelectionRejected(Guid SelectionId, IReadOnlyList<string> Reasons, string Submission);

/// <summary>The selection has ended with solutions to label.</summary>
/// <param name="SelectionId">The selection.</param>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Generation">Number of the round of labelling.</param>
/// <param name="Selected">Number of solutions.</param>
/// <param name="Sha256">Their lines, at <c>GET /selections/{id}/solutions</c> and <c>GET /files/{sha256}</c>.</param>
public sealed record SelectionCompleted(Guid SelectionId, string Pool, int Generation, int Selected, string Sha256);

/// <summary>The selection has ended without a result.</summary>
/// <param name="SelectionId">The selection.</param>
/// <param name="Reasons">Every reason.</param>
public sealed record SelectionFailed(Guid SelectionId, IReadOnlyList<string> Reasons);

/// <summary>The selection was cancelled.</summary>
/// <param name="SelectionId">The selection.</param>
public sealed record SelectionCancelled(Guid SelectionId);
