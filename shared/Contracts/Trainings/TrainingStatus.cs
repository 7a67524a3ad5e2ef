namespace Platform.Contracts;

/// <summary>A training as returned by <c>GET /trainings/{id}</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Train">The training objective; null if the submission did not name one.</param>
/// <param name="Name">Name of the model.</param>
/// <param name="Pools">Pools with the solutions to train on.</param>
/// <param name="Labeller">Labeller of the step labels; null for the labels imported with the file.</param>
/// <param name="Outcome">Labeller of the verdicts on whole solutions; null for the grade of the final answer.</param>
/// <param name="Base">The base model as named in the submission.</param>
/// <param name="BaseVersion">Its content hash.</param>
/// <param name="Recipe">Hyper-parameters, defaults included.</param>
/// <param name="State">
/// <c>rejected</c>, <c>accepted</c> (waiting for a trainer), <c>running</c>, <c>cancelling</c>, <c>completed</c>,
/// <c>failed</c> or <c>cancelled</c>.
/// </param>
/// <param name="Reasons">Why it was rejected or failed.</param>
/// <param name="Submitted">When it was accepted or rejected.</param>
/// <param name="Started">When a trainer first accepted it.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="TrainingSet">SHA-256 of the training set, once it is frozen.</param>
/// <param name="Examples">Number of its lines.</param>
/// <param name="Progress">Progress.</param>
/// <param name="Curve">
/// Progress over the run, at most 200 points; all of them are at <c>GET /trainings/{id}/curve</c>. Empty in lists.
/// </param>
/// <param name="Model">Content hash of the resulting model.</param>
/// <param name="Selections">Selections whose solutions are trained on; empty for all solutions of the pools.</param>
/// <param name="Supervisors">
/// Number of the training set's solutions by whoever labelled or judged them: a labeller, or a grader's version. Null until
/// the set is frozen.
/// </param>
/// <param name="NotIn">Pools whose problems are left out.</param>
/// <param name="LeftOut">Number of problems left out by pool of <paramref name="NotIn"/>. Null until the set is frozen.</param>
public sealed record TrainingStatus(
    Guid Id,
    Objective? Train,
    string Name,
    IReadOnlyList<string> Pools,
    string? Labeller,
    string? Outcome,
    string? Base,
    string? BaseVersion,
    TrainingRecipe? Recipe,
    string State,
    IReadOnlyList<string> Reasons,
    DateTimeOffset Submitted,
    DateTimeOffset? Started,
    DateTimeOffset? Ended,
    string? TrainingSet,
    int? Examples,
    TrainingProgress? Progress,
    IReadOnlyList<TrainingProgress> Curve,
    string? Model,
    IReadOnlyList<Guid>? Selections = null,
    IReadOnlyDictionary<string, int>? Supervisors = null,
    IReadOnlyList<string>? NotIn = null,
    IReadOnlyDictionary<string, int>? LeftOut = null
);

/// <summary>A training set as it would be frozen now.</summary>
/// <param name="Sha256">Hash of its bytes.</param>
/// <param name="Examples">Number of its lines.</param>
/// <param name="Supervisors">Number of its lines by whoever labelled or judged them.</param>
/// <param name="LeftOut">Number of problems left out by the pool that has them too.</param>
public sealed record TrainingSetSummary(
    string Sha256,
    int Examples,
    IReadOnlyDictionary<string, int>? Supervisors = null,
    IReadOnlyDictionary<string, int>? LeftOut = null
);

/// <summary>Size of a training set as it would be frozen now.</summary>
/// <param name="Examples">Number of solutions.</param>
/// <param name="Characters">Characters of their statements and steps.</param>
public sealed record TrainingSetSize(int Examples, long Characters);
