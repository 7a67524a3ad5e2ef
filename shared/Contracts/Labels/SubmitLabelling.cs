namespace Platform.Contracts;

/// <summary>
/// Asks for labels of a selection's or a pool's solutions; the message on the queue <c>labelling-jobs</c>. Plain JSON with
/// these names in camel case is accepted from any AMQP client, for example
/// <c>{"selection":"0199a7c2-7c1e-7e3a-9f50-3c8d1a2b4c5d","by":"model:prm-large"}</c>.
/// </summary>
/// <param name="LabellingId">Chosen by the sender so that a repeated submission is recognised; generated if absent.</param>
/// <param name="By">
/// The supervisor: <c>oracle</c> (exact, for problems that an oracle knows), <c>model:NAME</c> (a process reward model),
/// <c>answer</c> (the grade of the final answer, which judges whole solutions and no steps), <c>rollouts:MODEL</c> (the share of
/// completions by a language model that end right, see <see cref="RolloutSettings"/>) or <c>people</c> (a round of tasks, see
/// <see cref="LabellingRound"/>).
/// </param>
/// <param name="Selection">A completed selection, whose solutions are labelled in its generation.</param>
/// <param name="Pool">A pool, all of whose solutions are labelled. This field or <paramref name="Selection"/> is required.</param>
/// <param name="Threshold">
/// <c>model:NAME</c>: a step is wrong if the model gives it more than this probability of being negative; 0.2 if absent.
/// </param>
/// <param name="Overlap"><c>people</c>: how many different people rate each solution; 1 if absent.</param>
/// <param name="Controls">
/// <c>people</c>: share of each labeller's tasks that are hidden controls, from 0 to 0.5; 0 if absent. Controls are gold
/// solutions outside of the round and of the screening.
/// </param>
/// <param name="Labellers"><c>people</c>: names of those who get tasks; absent or empty: everybody.</param>
/// <param name="Generation">Generation of the labels; absent: the selection's, and 0 for a pool.</param>
/// <param name="Rollouts"><c>rollouts:MODEL</c>: how solutions are completed; the defaults if absent.</param>
public sealed record SubmitLabelling(
    Guid? LabellingId,
    string By,
    Guid? Selection = null,
    string? Pool = null,
    double? Threshold = null,
    int? Overlap = null,
    double? Controls = null,
    IReadOnlyList<string>? Labellers = null,
    int? Generation = null,
    RolloutSettings? Rollouts = null
);

/// <summary>
/// The job is stored in the database; it will end with <see cref="LabellingCompleted"/>, <see cref="LabellingFailed"/> or
/// <see cref="LabellingCancelled"/>.
/// </summary>
/// <param name="LabellingId">Identifies the labelling in every later message and at <c>GET /labellings/{id}</c>.</param>
/// <param name="Pool">Name of the pool.</param>
/// <param name="By">The supervisor; a model as <c>model:name@version</c>.</param>
/// <param name="Solutions">Solutions to label.</param>
public sealed record LabellingAccepted(Guid LabellingId, string Pool, string By, int Solutions);

/// <summary>A submission was rejected. It is stored under its id, with the reasons.</summary>
/// <param name="LabellingId">The sender's id if it could be read, otherwise a generated one.</param>
/// <param name="Reasons">Every reason, each naming the field and how to fix it.</param>
/// <param name="Submission">The body as received, truncated to 4,096 characters.</param>
public sealed record LabellingRejected(Guid LabellingId, IReadOnlyList<string> Reasons, string Submission);

/// <summary>The labelling has ended; every solution has labels, or a reason why it has none is counted.</summary>
/// <param name="LabellingId">The labelling.</param>
/// <param name="Result">Counts by labeller.</param>
public sealed record LabellingCompleted(Guid LabellingId, LabelResult Result);

/// <summary>The labelling has ended without a label.</summary>
/// <param name="LabellingId">The labelling.</param>
/// <param name="Reasons">Every reason.</param>
public sealed record LabellingFailed(Guid LabellingId, IReadOnlyList<string> Reasons);

/// <summary>The labelling was cancelled; labels stored until then are kept.</summary>
/// <param name="LabellingId">The labelling.</param>
public sealed record LabellingCancelled(Guid LabellingId);

/// <summary>Labels one chunk of a labelling's solutions; Dataset handles it itself.</summary>
/// <param name="LabellingId">The labelling.</param>
public sealed record LabelSolutions(Guid LabellingId);

/// <summary>A labelling as returned by <c>GET /labellings/{id}</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Pool">Name of the pool; null if a rejected submission named none.</param>
/// <param name="Selection">The selection that is labelled; null for a whole pool.</param>
/// <param name="By">The supervisor; a model as <c>model:name@version</c>.</param>
/// <param name="Threshold">Threshold of a model; null for others.</param>
/// <param name="Generation">Generation of its labels.</param>
/// <param name="State">One of <see cref="JobState"/>.</param>
/// <param name="Reasons">Why it was rejected or failed.</param>
/// <param name="Submitted">When it was accepted or rejected.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Stages">Progress of its work items.</param>
/// <param name="Result">Counts by labeller; null until it has ended.</param>
/// <param name="Overlap">How many people rate each solution; null for other supervisors.</param>
/// <param name="Controls">Share of hidden controls; null for other supervisors.</param>
/// <param name="Labellers">Who gets tasks, empty for everybody; null for other supervisors.</param>
/// <param name="Rollouts">How solutions are completed; null for other supervisors.</param>
public sealed record LabellingStatus(
    Guid Id,
    string? Pool,
    Guid? Selection,
    string By,
    double? Threshold,
    int Generation,
    string State,
    IReadOnlyList<string> Reasons,
    DateTimeOffset Submitted,
    DateTimeOffset? Ended,
    IReadOnlyList<StageProgress> Stages,
    LabelResult? Result,
    int? Overlap = null,
    double? Controls = null,
    IReadOnlyList<string>? Labellers = null,
    RolloutSettings? Rollouts = null
);
