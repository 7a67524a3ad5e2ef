namespace Platform.Contracts;

/// <summary>
/// Asks for rounds of choosing, labelling and training; the message on the queue <c>generations-jobs</c>. Plain JSON with
/// these names in camel case is accepted from any AMQP client.
/// </summary>
/// <param name="GenerationsId">Chosen by the sender so that a repeated submission is recognised; generated if absent.</param>
/// <param name="Plan">What every generation does.</param>
public sealed record SubmitGenerations(Guid? GenerationsId, GenerationsPlan Plan);

/// <summary>
/// What every generation does: sample, select by the scores of a reward model, label, train on all labels so far, evaluate
/// on a held-out pool.
/// </summary>
/// <param name="Name">Prefix of the models: the one of generation 1 is <c>NAME-g1</c>.</param>
/// <param name="Generations">Number of generations, 1 to 100.</param>
/// <param name="Pool">Solutions to choose from.</param>
/// <param name="Test">The held-out pool.</param>
/// <param name="Selector">Process model that selects in the first generation.</param>
/// <param name="Fresh">
/// True: every generation adds <see cref="PlannedPool.Samples"/> solutions per problem to the pool. False or absent: the
/// pool is sampled once.
/// </param>
/// <param name="Retrain">
/// True: each generation selects with the model of the one before, which the paper found unstable. False or absent: the
/// first selector selects in every generation.
/// </param>
/// <param name="Generator">Language model that writes missing solutions.</param>
/// <param name="Base">Model whose weights training starts from; the generator if absent.</param>
/// <param name="Continue">
/// True: training goes on from the model of the generation before. False or absent: from <paramref name="Base"/>.
/// </param>
/// <param name="Supervisor"><c>oracle</c> (if absent), <c>model:NAME</c> or <c>people</c>: who labels.</param>
/// <param name="Policy">Which solutions to take; <see cref="SelectionPolicy.Mixed"/> if absent.</param>
/// <param name="PerProblem">Largest number of solutions of one problem.</param>
/// <param name="Total">Largest number of solutions. This field, <paramref name="PerProblem"/>, or both are required.</param>
/// <param name="Aggregation">How steps become a score; <see cref="ScoreAggregation.Product"/> if absent.</param>
/// <param name="SkipLabelledBy">
/// Solutions that this labeller has labelled are left out; the supervisor if absent, <c>nobody</c> to select again what
/// earlier generations have selected.
/// </param>
/// <param name="Sampling">How missing solutions are sampled.</param>
/// <param name="Recipe">Hyper-parameters.</param>
/// <param name="Seed">Seed of selections, trainings and evaluations; 0 if absent.</param>
public sealed record GenerationsPlan(
    string Name,
    int Generations,
    PlannedPool Pool,
    PlannedPool Test,
    string Selector,
    bool Fresh = false,
    bool Retrain = false,
    string? Generator = null,
    string? Base = null,
    bool Continue = false,
    string? Supervisor = null,
    SelectionPolicy? Policy = null,
    int? PerProblem = null,
    int? Total = null,
    ScoreAggregation? Aggregation = null,
    string? SkipLabelledBy = null,
    Sampling? Sampling = null,
    TrainingRecipe? Recipe = null,
    long? Seed = null
);

/// <summary>
/// The job is stored in the database; it will end with <see cref="GenerationsCompleted"/>, <see cref="GenerationsFailed"/>
/// or <see cref="GenerationsCancelled"/>.
/// </summary>
/// <param name="GenerationsId">Identifies the job in every later message and at <c>GET /generations/{id}</c>.</param>
/// <param name="Name">Prefix of the models.</param>
/// <param name="Jobs">Number of jobs that it will start.</param>
public sealed record GenerationsAccepted(Guid GenerationsId, string Name, int Jobs);

/// <summary>A submission was rejected. It is stored under its id, with the reasons.</summary>
/// <param name="GenerationsId">The sender's id if it could be read, otherwise a generated one.</param>
/// <param name="Reasons">Every reason, each naming the field and how to fix it.</param>
/// <param name="Submission">The body as received, truncated to 4,096 characters.</param>
public sealed record GenerationsRejected(Guid GenerationsId, IReadOnlyList<string> Reasons, string Submission);

/// <summary>All generations have ended; the report is at <c>GET /generations/{id}</c>.</summary>
/// <param name="GenerationsId">The job.</param>
/// <param name="Name">Prefix of the models.</param>
public sealed record GenerationsCompleted(Guid GenerationsId, string Name);

/// <summary>A generation has failed.</summary>
/// <param name="GenerationsId">The job.</param>
/// <param name="Reasons">Every reason.</param>
public sealed record GenerationsFailed(Guid GenerationsId, IReadOnlyList<string> Reasons);

/// <summary>The job was cancelled; what its jobs have made is kept.</summary>
/// <param name="GenerationsId">The job.</param>
public sealed record GenerationsCancelled(Guid GenerationsId);
