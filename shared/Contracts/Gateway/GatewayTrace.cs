namespace Platform.Contracts;

/// <summary>
/// How the gateway came to an answer: the field <c>platform</c> of its completions. The names of all fields are sent in
/// snake case, as OpenAI's are.
/// </summary>
/// <param name="Strategy">Strategy and number of samples, for example <c>best-of-16</c>.</param>
/// <param name="Generator">The language model, as the generator names it.</param>
/// <param name="Verifier">Name and version of the reward model; null if none was asked.</param>
/// <param name="Aggregation"><c>product</c>, <c>min</c>, <c>last</c> or <c>mean</c>; null without a verifier.</param>
/// <param name="Candidates">Every candidate in the order of their indices.</param>
/// <param name="Votes">The answers that were voted for, the largest weight first; empty if nothing was counted.</param>
/// <param name="Cost">What the answer has cost.</param>
/// <param name="Failures">Why candidates or scores are missing; empty if none are.</param>
/// <param name="Pool">The pool in which the request was stored; null if it was not stored.</param>
public sealed record GatewayTrace(
    string Strategy,
    string Generator,
    string? Verifier,
    string? Aggregation,
    IReadOnlyList<GatewayCandidate> Candidates,
    IReadOnlyList<GatewayVote> Votes,
    GatewayCost Cost,
    IReadOnlyList<string> Failures,
    string? Pool = null
);

/// <summary>A candidate among which the gateway chooses.</summary>
/// <param name="Index">Its index, from 0.</param>
/// <param name="Steps">Its steps in order.</param>
/// <param name="Finished">False if the token limit cut it off; it is chosen only if no candidate is finished.</param>
/// <param name="Answer">Its final answer; null if it has none.</param>
/// <param name="StepProbabilities">
/// P(step correct), one number a step, or one for the whole solution of an outcome model; null if it was not scored.
/// </param>
/// <param name="Score">The aggregated probability, 0 to 1; null if it was not scored.</param>
/// <param name="Rank">Its place in the order of choice, from 1; null until the choice is made.</param>
/// <param name="Chosen">Whether it is among the choices of the completion.</param>
/// <param name="Failure">Why it has no score; null if it has one or none was wanted.</param>
/// <param name="Seed">Seed of its sampling; null if the server took none.</param>
public sealed record GatewayCandidate(
    int Index,
    IReadOnlyList<string> Steps,
    bool Finished,
    string? Answer,
    IReadOnlyList<double>? StepProbabilities,
    double? Score,
    int? Rank,
    bool Chosen,
    string? Failure,
    long? Seed
);

/// <summary>The votes for one answer.</summary>
/// <param name="Answer">The answer as its first voter writes it.</param>
/// <param name="Count">Number of candidates with an equal answer.</param>
/// <param name="Weight">The sum of their weights: the count for a plain majority, the sum of their scores otherwise.</param>
/// <param name="Candidates">Their indices.</param>
public sealed record GatewayVote(string Answer, int Count, double Weight, IReadOnlyList<int> Candidates);

/// <summary>What an answer has cost.</summary>
/// <param name="PromptTokens">Tokens that the generator read.</param>
/// <param name="CompletionTokens">Tokens that the generator wrote, over all candidates.</param>
/// <param name="VerifierTokens">Tokens that the reward model read.</param>
/// <param name="VerifierSeconds">Compute time of the reward model in seconds, excluding waiting.</param>
/// <param name="Seconds">Wall time from the request to the choice in seconds.</param>
public sealed record GatewayCost(
    long PromptTokens,
    long CompletionTokens,
    long VerifierTokens,
    double VerifierSeconds,
    double Seconds
);

/// <summary>
/// Progress of a streamed request: the field <c>platform</c> of chunks without choices, before the answer begins.
/// </summary>
/// <param name="Stage"><c>generated</c>, <c>scored</c>, or <c>searched</c> after each round of a search.</param>
/// <param name="Wanted">Number of candidates that are wanted.</param>
/// <param name="Generated">Number of candidates so far.</param>
/// <param name="Scored">Number of candidates that have been scored, or have failed.</param>
/// <param name="Candidates">The candidates that are new in this stage; of a search, its beams and solutions so far.</param>
public sealed record GatewayProgress(
    string Stage,
    int Wanted,
    int Generated,
    int Scored,
    IReadOnlyList<GatewayCandidate> Candidates
);
