namespace Platform.Contracts;

/// <summary>
/// Offers a training to a trainer. Whoever is idle takes it and says so with <see cref="TrainingProgressed"/>; whoever is busy
/// says <see cref="TrainingReleased"/>. Neither keeps the broker waiting: the work itself goes on outside of the delivery.
/// </summary>
/// <param name="TrainingId">The job.</param>
/// <param name="Objective">What the model learns to say.</param>
/// <param name="Name">Name of the model to be.</param>
/// <param name="TrainingSet">SHA-256 of the training set; its lines are at <c>GET /training-sets/{sha256}</c>.</param>
/// <param name="Base">Content hash of a model whose weights are the beginning; null: from chance.</param>
/// <param name="Recipe">Hyper-parameters.</param>
public sealed record RunTraining(
    Guid TrainingId,
    Objective Objective,
    string Name,
    string TrainingSet,
    string? Base,
    TrainingRecipe Recipe
);

/// <summary>A trainer works at it. Said about once a second; a training of which nothing is heard is offered again.</summary>
/// <param name="TrainingId">From <see cref="RunTraining"/>.</param>
/// <param name="Progress">How far it is; null: no step has been done since the last time.</param>
public sealed record TrainingProgressed(Guid TrainingId, TrainingProgress? Progress);

/// <summary>A trainer does not, or no longer, work at it: it is busy with another, or shuts down. It is offered again.</summary>
/// <param name="TrainingId">From <see cref="RunTraining"/>.</param>
/// <param name="Reason">For the log.</param>
public sealed record TrainingReleased(Guid TrainingId, string Reason);

/// <summary>The training has ended with a model, which Dataset has under its content hash.</summary>
/// <param name="TrainingId">The training.</param>
/// <param name="Name">The model's name.</param>
/// <param name="Model">Content hash of its directory.</param>
public sealed record TrainingCompleted(Guid TrainingId, string Name, string Model);

/// <summary>The training has ended without a model.</summary>
/// <param name="TrainingId">The training.</param>
/// <param name="Reasons">Every reason.</param>
public sealed record TrainingFailed(Guid TrainingId, IReadOnlyList<string> Reasons);

/// <summary>The training was cancelled, and nobody works at it any more.</summary>
/// <param name="TrainingId">The training.</param>
public sealed record TrainingCancelled(Guid TrainingId);
