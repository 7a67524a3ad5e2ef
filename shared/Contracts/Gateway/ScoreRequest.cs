namespace Platform.Contracts;

/// <summary>
/// The body of <c>POST /v1/score</c>: one solution, or a batch of them in <paramref name="Inputs"/>. The names of all fields
/// are sent in snake case.
/// </summary>
/// <param name="Model">Name or content hash of a reward model.</param>
/// <param name="Statement">The problem's text.</param>
/// <param name="Steps">The solution's steps.</param>
/// <param name="Text">The solution as one text, in place of steps.</param>
/// <param name="Split">How the text is split: <c>newline</c> (default) or <c>blank_line</c>.</param>
/// <param name="Inputs">Several solutions, in place of one; <paramref name="Statement"/> is that of inputs without one.</param>
/// <param name="Neutral">Whether neutral counts as <c>positive</c> (default) or <c>negative</c>.</param>
public sealed record ScoreRequest(
    string? Model,
    string? Statement = null,
    IReadOnlyList<string>? Steps = null,
    string? Text = null,
    string? Split = null,
    IReadOnlyList<ScoreInput>? Inputs = null,
    string? Neutral = null
);

/// <summary>One solution of a batch.</summary>
/// <param name="Statement">The problem's text; that of the request if absent.</param>
/// <param name="Steps">The solution's steps.</param>
/// <param name="Text">The solution as one text, in place of steps.</param>
public sealed record ScoreInput(string? Statement = null, IReadOnlyList<string>? Steps = null, string? Text = null);

/// <summary>The answer to a <see cref="ScoreRequest"/>.</summary>
/// <param name="Object"><c>list</c>.</param>
/// <param name="Model">Name of the reward model.</param>
/// <param name="Version">Its content hash.</param>
/// <param name="Kind"><c>process</c> or <c>outcome</c>.</param>
/// <param name="Classes">Names of the columns of <see cref="SolutionScore.Probabilities"/>.</param>
/// <param name="Data">One entry for each solution, in the order of the request.</param>
/// <param name="Usage">Tokens that the model read.</param>
public sealed record ScoreResponse(
    string Object,
    string Model,
    string Version,
    string Kind,
    IReadOnlyList<string> Classes,
    IReadOnlyList<SolutionScore> Data,
    TokenUsage Usage
);

/// <summary>The scores of one solution, or the reason why there are none.</summary>
/// <param name="Index">Its place in the request.</param>
/// <param name="Object"><c>score</c>.</param>
/// <param name="Steps">The steps as they were scored.</param>
/// <param name="Probabilities">One row a step (one row for outcome models), one column a class; null after a failure.</param>
/// <param name="Correct">P(correct) of each row; null after a failure.</param>
/// <param name="Aggregates">The probabilities as one number; null after a failure.</param>
/// <param name="Failure">Why there are no scores; null if there are.</param>
public sealed record SolutionScore(
    int Index,
    string Object,
    IReadOnlyList<string> Steps,
    IReadOnlyList<double[]>? Probabilities,
    IReadOnlyList<double>? Correct,
    ScoreAggregates? Aggregates,
    string? Failure
);

/// <summary>The probabilities of a solution's steps as one number, 0 to 1 each.</summary>
/// <param name="Product">The product over the steps.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Last">That of the last step.</param>
/// <param name="Mean">Their mean.</param>
public sealed record ScoreAggregates(double Product, double Min, double Last, double Mean);

/// <summary>Tokens of a request, as OpenAI's <c>usage</c>.</summary>
/// <param name="PromptTokens">Tokens read.</param>
/// <param name="TotalTokens">All tokens.</param>
/// <param name="CompletionTokens">Tokens written; absent if nothing can be written.</param>
public sealed record TokenUsage(long PromptTokens, long TotalTokens, long? CompletionTokens = null);
