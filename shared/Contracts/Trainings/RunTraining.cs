namespace Platform.Contracts;

/// <summary>
/// Offers a training to a trainer. An idle trainer accepts it and replies with <see cref="TrainingHeartbeat"/>; a busy one
/// replies with <see cref="WorkReleased"/>. Both reply at once, because the training itself runs outside the delivery.
/// </summary>
/// <param name="TrainingId">The job.</param>
/// <param name="Objective">The training objective.</param>
/// <param name="Name">Name of the resulting model.</param>
/// <param name="TrainingSet">SHA-256 of the training set; its lines are at <c>GET /training-sets/{sha256}</c>.</param>
/// <param name="Base">Content hash of the model whose weights training starts from; null for random initialisation.</param>
/// <param name="Recipe">Hyper-parameters.</param>
/// <param name="Supervisors">Lines of the training set by whoever labelled or judged them.</param>
public sealed record RunTraining(
    Guid TrainingId,
    Objective Objective,
    string Name,
    string TrainingSet,
    string? Base,
    TrainingRecipe Recipe,
    IReadOnlyDictionary<string, int>? Supervisors = null
);

/// <summary>A trainer's heartbeat, sent about once a second. A training without heartbeats is offered again.</summary>
/// <param name="Progress">Progress; null if there was no step since the last heartbeat.</param>
public sealed record TrainingHeartbeat(TrainingProgress? Progress);

/// <summary>The training run has ended with a model, which Dataset stores under its content hash.</summary>
/// <param name="Model">Content hash of its directory.</param>
public sealed record ModelTrained(string Model);

/// <summary>Command to freeze the training set of a training, handled by Dataset itself.</summary>
/// <param name="TrainingId">The training.</param>
public sealed record FreezeTrainingSet(Guid TrainingId);

/// <summary>The training has made progress; published about once a second.</summary>
/// <param name="TrainingId">The training.</param>
/// <param name="Progress">Progress.</param>
public sealed record TrainingProgressed(Guid TrainingId, TrainingProgress Progress);

/// <summary>The training has ended with a model, which Dataset stores under its content hash.</summary>
/// <param name="TrainingId">The training.</param>
/// <param name="Name">The model's name.</param>
/// <param name="Model">Content hash of its directory.</param>
public sealed record TrainingCompleted(Guid TrainingId, string Name, string Model);

/// <summary>The training has ended without a model.</summary>
/// <param name="TrainingId">The training.</param>
/// <param name="Reasons">Every reason.</param>
public sealed record TrainingFailed(Guid TrainingId, IReadOnlyList<string> Reasons);

/// <summary>The training was cancelled, and no trainer works on it any more.</summary>
/// <param name="TrainingId">The training.</param>
public sealed record TrainingCancelled(Guid TrainingId);
