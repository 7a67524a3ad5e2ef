namespace Platform.Contracts;

/// <summary>
/// Asks for a reward model; a message on the queue <c>training-jobs</c>. Plain JSON with these names in camel case is
/// accepted from any AMQP client, for example
/// <c>{"train":"process","name":"prm-2","pools":["mine"],"labeller":"oracle"}</c>. The field <c>train</c> distinguishes it
/// from <see cref="TrainLanguageModel"/>.
/// </summary>
/// <param name="TrainingId">Chosen by the sender so that a repeated submission is recognised; generated if absent.</param>
/// <param name="Train"><c>process</c> or <c>outcome</c>.</param>
/// <param name="Name">
/// Name of the resulting model; if a model of that name exists, the result is a new version of it.
/// </param>
/// <param name="Pools">Pools with the solutions to train on.</param>
/// <param name="Labeller">
/// Labeller of the step labels: its name, or the part of it before ':'. If absent, the labels imported with the file
/// (<c>file</c>) are used.
/// </param>
/// <param name="Outcome">
/// Labeller of the verdicts on whole solutions, named in the same way. If absent, the grade of the final answer is used.
/// </param>
/// <param name="Base">
/// Name or content hash of the model whose weights training starts from. If absent, random initialisation.
/// </param>
/// <param name="Recipe">Hyper-parameters; each absent one has its default.</param>
/// <param name="Selections">
/// Completed selections of these pools: only their solutions are trained on. If absent or empty, all solutions of the pools.
/// </param>
/// <param name="NotIn">
/// Pools, such as a test split, whose problems are left out, recognised by their text.
/// </param>
public sealed record TrainRewardModel(
    Guid? TrainingId,
    Objective Train,
    string Name,
    IReadOnlyList<string> Pools,
    string? Labeller = null,
    string? Outcome = null,
    string? Base = null,
    TrainingRecipe? Recipe = null,
    IReadOnlyList<Guid>? Selections = null,
    IReadOnlyList<string>? NotIn = null
);

/// <summary>
/// Asks for a language model; a message on the queue <c>training-jobs</c>, like <see cref="TrainRewardModel"/>. The model is
/// trained on correct solutions: the answer is not graded incorrect, no step is labelled -1, and either the answer is graded
/// correct or every step is labelled.
/// </summary>
/// <param name="TrainingId">As in the request for a reward model.</param>
/// <param name="Name">As in the request for a reward model.</param>
/// <param name="Pools">As in the request for a reward model.</param>
/// <param name="Labeller">As in the request for a reward model.</param>
/// <param name="Outcome">As in the request for a reward model.</param>
/// <param name="Base">As in the request for a reward model.</param>
/// <param name="Recipe">As in the request for a reward model.</param>
/// <param name="Selections">As in the request for a reward model.</param>
/// <param name="NotIn">As in the request for a reward model.</param>
public sealed record TrainLanguageModel(
    Guid? TrainingId,
    string Name,
    IReadOnlyList<string> Pools,
    string? Labeller = null,
    string? Outcome = null,
    string? Base = null,
    TrainingRecipe? Recipe = null,
    IReadOnlyList<Guid>? Selections = null,
    IReadOnlyList<string>? NotIn = null
)
{
    /// <summary>Always <c>language</c>.</summary>
    public Objective Train => Objective.Language;
}

/// <summary>
/// The job is stored in the database; it will end with <see cref="TrainingCompleted"/>, <see cref="TrainingFailed"/> or
/// <see cref="TrainingCancelled"/>.
/// </summary>
/// <param name="TrainingId">Identifies the training in every later message and at <c>GET /trainings/{id}</c>.</param>
/// <param name="Train">The training objective.</param>
/// <param name="Name">Name of the resulting model.</param>
/// <param name="Examples">Number of solutions to train on, as of now.</param>
/// <param name="Base">The base model as <c>name@version</c>.</param>
public sealed record TrainingAccepted(Guid TrainingId, Objective Train, string Name, int Examples, string? Base);

/// <summary>A submission was rejected. It is stored under its id, with the reasons.</summary>
/// <param name="TrainingId">The sender's id if it could be read, otherwise a generated one.</param>
/// <param name="Reasons">Every reason, each naming the field and how to fix it.</param>
/// <param name="Submission">The body as received, truncated to 4,096 characters.</param>
public sealed record TrainingRejected(Guid TrainingId, IReadOnlyList<string> Reasons, string Submission);
