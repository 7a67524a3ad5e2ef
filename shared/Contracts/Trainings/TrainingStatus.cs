namespace Platform.Contracts;

/// <summary>A training as <c>GET /trainings/{id}</c> shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Train">What the model learns to say; null where the submission did not say.</param>
/// <param name="Name">Name of the model.</param>
/// <param name="Pools">Pools whose solutions are learned from.</param>
/// <param name="Labeller">Whose step labels; null: those that came with the file.</param>
/// <param name="Outcome">Whose verdict on whole solutions; null: the grading of the final answer.</param>
/// <param name="Base">The base model as it was named.</param>
/// <param name="BaseVersion">Its content hash.</param>
/// <param name="Recipe">Hyper-parameters, defaults included.</param>
/// <param name="State">
/// <c>rejected</c>, <c>accepted</c> (waits for a trainer), <c>running</c>, <c>cancelling</c>, <c>completed</c>, <c>failed</c>
/// or <c>cancelled</c>.
/// </param>
/// <param name="Reasons">Why it was rejected or failed.</param>
/// <param name="Submitted">When it was accepted or rejected.</param>
/// <param name="Started">When a trainer first took it.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="TrainingSet">SHA-256 of the training set, once it is frozen.</param>
/// <param name="Examples">Its lines.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Curve">
/// Progress over the run, at most 200 points; all of them are at <c>GET /trainings/{id}/curve</c>. Empty in lists.
/// </param>
/// <param name="Model">Content hash of the model it ended with.</param>
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
    string? Model
);

/// <summary>A training set as it would be frozen now.</summary>
/// <param name="Sha256">Hash of its bytes.</param>
/// <param name="Examples">Its lines.</param>
public sealed record TrainingSetSummary(string Sha256, int Examples);
