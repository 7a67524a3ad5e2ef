namespace Platform.Contracts;

/// <summary>Asks a generator for samples of one problem. It carries the statement and never the reference answer.</summary>
/// <param name="Statement">The problem's text.</param>
/// <param name="FirstSample">Index of the first sample; the chunk is <c>[FirstSample, FirstSample + Count)</c>.</param>
/// <param name="Count">1 to 64.</param>
/// <param name="Sampling">Temperature, seed and limits.</param>
/// <param name="Prefix">
/// Steps that every sample starts with; none if absent. The samples contain them as their first steps.
/// </param>
public sealed record GenerateSolutions(
    string Statement,
    int FirstSample,
    int Count,
    Sampling Sampling,
    IReadOnlyList<string>? Prefix = null
);

/// <summary>How solutions are sampled.</summary>
/// <param name="Temperature">Softmax temperature; the paper samples at 1.0.</param>
/// <param name="TopP">Nucleus mass, (0, 1].</param>
/// <param name="MaxTokens">A sample that reaches this many tokens is unfinished (the paper: 1024).</param>
/// <param name="Stop">Texts that end a sample; none if absent.</param>
/// <param name="Seed">
/// Base seed. The request for the samples from <c>i</c> on sends <c>Seed + i</c>, so that every sample has its own seed if
/// the server returns one sample per request.
/// </param>
/// <param name="Model">Model to request from the server; the generator's configured model if absent.</param>
/// <param name="Split">How a completion is split into steps; the generator's configured rule if absent.</param>
/// <param name="MinP">
/// Tokens less likely than this fraction, [0, 1], of the likeliest one are never sampled; not sent to a server if absent.
/// </param>
public sealed record Sampling(
    double Temperature = 1.0,
    double TopP = 1.0,
    int MaxTokens = 1024,
    IReadOnlyList<string>? Stop = null,
    long Seed = 0,
    string? Model = null,
    StepSplit? Split = null,
    double? MinP = null
);

/// <summary>Where one step ends and the next begins in a completion.</summary>
public enum StepSplit
{
    /// <summary>Every line is a step (the paper's generator); the answer block stays one step.</summary>
    Newline,

    /// <summary>Blank lines separate steps (usual for chat models).</summary>
    BlankLine,
}

/// <summary>A generator's result for <see cref="GenerateSolutions"/>.</summary>
/// <param name="Solutions">One per sample that was obtained.</param>
/// <param name="Failure">Why samples are missing, naming the server and its answer; null if none is missing.</param>
/// <param name="Usage">Tokens read and written; null if the server does not say.</param>
public sealed record SolutionsGenerated(
    IReadOnlyList<GeneratedSolution> Solutions,
    string? Failure,
    GenerationUsage? Usage = null
);

/// <summary>Tokens of a generation.</summary>
/// <param name="PromptTokens">Tokens of the prompts, once for each request that read them.</param>
/// <param name="CompletionTokens">Tokens sampled, over all samples.</param>
public sealed record GenerationUsage(long PromptTokens, long CompletionTokens)
{
    /// <summary>The sum of two; null if neither is known.</summary>
    public static GenerationUsage? Sum(GenerationUsage? a, GenerationUsage? b) =>
        a is null ? b
        : b is null ? a
        : new(a.PromptTokens + b.PromptTokens, a.CompletionTokens + b.CompletionTokens);
}

/// <summary>
/// A request was abandoned. A generator that works on it ends it, and one that finds it in its queue later skips it. Published
/// to every generator.
/// </summary>
/// <param name="RequestId">The request id of the message with the command.</param>
public sealed record GenerationCancelled(Guid RequestId);

/// <summary>One sampled solution.</summary>
/// <param name="Sample">Index within the problem.</param>
/// <param name="Steps">The steps in order, separators removed.</param>
/// <param name="Finished">False if the token limit cut the sample off; it is then kept, but never selected.</param>
/// <param name="Source">Lineage: what produced the sample.</param>
/// <param name="Reasoning">
/// The reasoning of the model before the solution, from <c>&lt;think&gt;</c> tags or from a separate field. It has no steps.
/// Absent if the solution has no reasoning.
/// </param>
public sealed record GeneratedSolution(
    int Sample,
    IReadOnlyList<string> Steps,
    bool Finished,
    SampleSource Source,
    string? Reasoning = null
);

/// <summary>What produced a sample.</summary>
/// <param name="Model">Model name as the server reported it.</param>
/// <param name="Server">Base address.</param>
/// <param name="Seed">Seed sent with the request; null if none was sent.</param>
/// <param name="Temperature">Temperature sent with the request; null if none was sent.</param>
/// <param name="Split">Rule that split the completion into steps.</param>
public sealed record SampleSource(string Model, string Server, long? Seed, double? Temperature, StepSplit Split);
