namespace Platform.Contracts;

/// <summary>
/// Asks for a reward model; a message on the queue <c>training-jobs</c>. Plain JSON with these names in camel case is accepted
/// from any AMQP client, for example <c>{"train":"process","name":"prm-2","pools":["mine"],"labeller":"oracle"}</c>. The field
/// <c>train</c> tells it from <see cref="TrainLanguageModel"/>.
/// </summary>
/// <param name="TrainingId">Chosen by the sender so that a repeated submission is recognised; absent: one is made.</param>
/// <param name="Train"><c>process</c> or <c>outcome</c>.</param>
/// <param name="Name">Name of the model to be; a model of that name that is there already is followed by a new version.</param>
/// <param name="Pools">Pools whose solutions are learned from.</param>
/// <param name="Labeller">
/// Whose step labels: a labeller's name, or the part of it before ':'. Absent: those that came with the file (<c>file</c>).
/// </param>
/// <param name="Outcome">Whose verdict on whole solutions, as above. Absent: the grading of the final answer.</param>
/// <param name="Base">Name or content hash of a model whose weights are the beginning. Absent: from chance.</param>
/// <param name="Recipe">Hyper-parameters; each that is absent has its default.</param>
public sealed record TrainRewardModel(
    Guid? TrainingId,
    Objective Train,
    string Name,
    IReadOnlyList<string> Pools,
    string? Labeller = null,
    string? Outcome = null,
    string? Base = null,
    TrainingRecipe? Recipe = null
);

/// <summary>
/// Asks for a language model; a message on the queue <c>training-jobs</c>, like <see cref="TrainRewardModel"/>. It learns from
/// solutions that are right: the answer is not wrong, no step is labelled -1, and the answer is right or every step labelled.
/// </summary>
/// <param name="TrainingId">As there.</param>
/// <param name="Name">As there.</param>
/// <param name="Pools">As there.</param>
/// <param name="Labeller">As there.</param>
/// <param name="Outcome">As there.</param>
/// <param name="Base">As there.</param>
/// <param name="Recipe">As there.</param>
public sealed record TrainLanguageModel(
    Guid? TrainingId,
    string Name,
    IReadOnlyList<string> Pools,
    string? Labeller = null,
    string? Outcome = null,
    string? Base = null,
    TrainingRecipe? Recipe = null
)
{
    /// <summary>Always <c>language</c>.</summary>
    public Objective Train => Objective.Language;
}

/// <summary>
/// The job stands in the database; it will end with <see cref="TrainingCompleted"/>, <see cref="TrainingFailed"/> or
/// <see cref="TrainingCancelled"/>.
/// </summary>
/// <param name="TrainingId">Identifies the training in every later message and at <c>GET /trainings/{id}</c>.</param>
/// <param name="Train">What the model learns to say.</param>
/// <param name="Name">Name of the model to be.</param>
/// <param name="Examples">Solutions to learn from, as they stand now.</param>
/// <param name="Base">The base model as <c>name@version</c>.</param>
public sealed record TrainingAccepted(Guid TrainingId, Objective Train, string Name, int Examples, string? Base);

/// <summary>A submission that cannot be done. It is kept, with its reasons, under its id.</summary>
/// <param name="TrainingId">The sender's id where one could be read, else one made for the record.</param>
/// <param name="Reasons">Every reason, each naming the field and how to mend it.</param>
/// <param name="Submission">The body as it came, cut at 4,096 characters.</param>
public sealed record TrainingRejected(Guid TrainingId, IReadOnlyList<string> Reasons, string Submission);
