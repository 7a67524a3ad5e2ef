namespace Platform.Contracts;

/// <summary>
/// Asks for a step-level search; the message on the queue <c>search-jobs</c>. Plain JSON with these names in camel case is
/// accepted from any AMQP client, for example
/// <c>{"pool":"mine","model":"prm-maths","strategy":"beam","beams":4,"expansions":4,"name":"mine-beam"}</c>.
/// </summary>
/// <param name="SearchId">Chosen by the sender so that a repeated submission is recognised; generated if absent.</param>
/// <param name="Pool">Name of the pool with the problems. Its solutions are not used.</param>
/// <param name="Model">Name (or content hash) of the reward model that guides; for <c>best-of-n</c>, that scores.</param>
/// <param name="Strategy">How generation is steered.</param>
/// <param name="Name">
/// Name of the pool that is made for the solutions: it has the same problems, and the finished solutions with their scores.
/// </param>
/// <param name="Beams">
/// Partial solutions that are kept, subtrees of <c>dvts</c>, or solutions of <c>best-of-n</c>; 4 if absent.
/// </param>
/// <param name="Expansions">Continuations of each; 4 if absent. <c>best-of-n</c> has none.</param>
/// <param name="Aggregation">How steps become a score; <see cref="ScoreAggregation.Product"/> if absent.</param>
/// <param name="Neutral">What a neutral step counts as; <see cref="NeutralSteps.Positive"/> if absent.</param>
/// <param name="MaxSteps">
/// Number of rounds; in the last one, solutions are continued to their end. 40 if absent, as in search-and-learn.
/// </param>
/// <param name="Sampling">
/// How steps are sampled, and by which language model; <see cref="Contracts.Sampling.MaxTokens"/> limits one draw. If absent,
/// the defaults of <see cref="Contracts.Sampling"/> apply. The seed is <paramref name="Seed"/>.
/// </param>
/// <param name="Seed">
/// The k-th draw of a problem has the seed <c>Seed + k</c>; also the seed of the bootstrap. 0 if absent.
/// </param>
/// <param name="Against">
/// Names of pools that completed searches on the same pool have made: the report compares them at equal budgets of tokens.
/// One of them, or this search, should be <c>best-of-n</c>.
/// </param>
public sealed record SubmitSearch(
    Guid? SearchId,
    string Pool,
    string Model,
    StepSearchStrategy Strategy,
    string Name,
    int? Beams = null,
    int? Expansions = null,
    ScoreAggregation? Aggregation = null,
    NeutralSteps? Neutral = null,
    int? MaxSteps = null,
    Sampling? Sampling = null,
    long? Seed = null,
    IReadOnlyList<string>? Against = null
);

/// <summary>
/// The job is stored in the database; it will end with <see cref="SearchCompleted"/>, <see cref="SearchFailed"/> or
/// <see cref="SearchCancelled"/>.
/// </summary>
/// <param name="SearchId">Identifies the search in every later message and at <c>GET /searches/{id}</c>.</param>
/// <param name="Pool">Name of the pool with the problems.</param>
/// <param name="Problems">Problems in it.</param>
/// <param name="Model">The reward model, as <c>name@version</c>.</param>
/// <param name="Name">Name of the pool that gets the solutions.</param>
public sealed record SearchAccepted(Guid SearchId, string Pool, int Problems, string Model, string Name);

/// <summary>A submission was rejected. It is stored under its id, with the reasons.</summary>
/// <param name="SearchId">The sender's id if it could be read, otherwise a generated one.</param>
/// <param name="Reasons">Every reason, each naming the field and how to fix it.</param>
/// <param name="Submission">The body as received, truncated to 4,096 characters.</param>
public sealed record SearchRejected(Guid SearchId, IReadOnlyList<string> Reasons, string Submission);

/// <summary>The search has ended with solutions; the report is at <c>GET /searches/{id}</c>.</summary>
/// <param name="SearchId">The search.</param>
/// <param name="Name">Name of the pool with the solutions.</param>
/// <param name="Solutions">Number of solutions.</param>
/// <param name="Tokens">Tokens sampled.</param>
public sealed record SearchCompleted(Guid SearchId, string Name, long Solutions, long Tokens);

/// <summary>The search has ended without a result.</summary>
/// <param name="SearchId">The search.</param>
/// <param name="Reasons">Every reason.</param>
public sealed record SearchFailed(Guid SearchId, IReadOnlyList<string> Reasons);

/// <summary>The search was cancelled; solutions of problems that had ended are kept.</summary>
/// <param name="SearchId">The search.</param>
public sealed record SearchCancelled(Guid SearchId);
