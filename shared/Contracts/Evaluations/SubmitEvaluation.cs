namespace Platform.Contracts;

/// <summary>
/// Asks for an evaluation; the message on the queue <c>evaluation-jobs</c>. Plain JSON with these names in camel case is
/// accepted from any AMQP client, for example <c>{"pool":"game24","models":["prm-maths"]}</c>.
/// </summary>
/// <param name="EvaluationId">Chosen by the sender so that a repeated submission is recognised; generated if absent.</param>
/// <param name="Pool">Name of an existing pool.</param>
/// <param name="Models">
/// Names (or content hashes) of reward models. Each scores the solutions that it has not scored yet. If absent or empty,
/// only the scores imported with the pool are used.
/// </param>
/// <param name="Samples">
/// Requested solutions per problem, 1 to 100,000; the generator creates the missing ones. If absent, the pool stays as it
/// is.
/// </param>
/// <param name="Sampling">
/// How missing solutions are sampled. If absent, the defaults of <see cref="Contracts.Sampling"/> apply.
/// </param>
/// <param name="Seed">Seed of the bootstrap and of the voting draws; 0 if absent.</param>
/// <param name="Ties">How majority and weighted votes break ties; <see cref="VoteTies.Uniform"/> if absent.</param>
/// <param name="Steps">
/// How process models are compared with step labels. If absent, the defaults of <see cref="StepOptions"/> apply.
/// </param>
public sealed record SubmitEvaluation(
    Guid? EvaluationId,
    string Pool,
    IReadOnlyList<string>? Models = null,
    int? Samples = null,
    Sampling? Sampling = null,
    long? Seed = null,
    VoteTies? Ties = null,
    StepOptions? Steps = null
);

/// <summary>
/// The job is stored in the database; it will end with <see cref="EvaluationCompleted"/> or <see cref="EvaluationFailed"/>.
/// </summary>
/// <param name="EvaluationId">Identifies the evaluation in every later message and at <c>GET /evaluations/{id}</c>.</param>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Problems">Problems in the pool.</param>
/// <param name="Models">Reward models whose scores the report will use, as <c>name@version</c>.</param>
public sealed record EvaluationAccepted(Guid EvaluationId, string Pool, int Problems, IReadOnlyList<string> Models);

/// <summary>A submission was rejected. It is stored under its id, with the reasons.</summary>
/// <param name="EvaluationId">The sender's id if it could be read, otherwise a generated one.</param>
/// <param name="Reasons">Every reason, each naming the field and how to fix it.</param>
/// <param name="Submission">The body as received, truncated to 4,096 characters.</param>
public sealed record EvaluationRejected(Guid EvaluationId, IReadOnlyList<string> Reasons, string Submission);
