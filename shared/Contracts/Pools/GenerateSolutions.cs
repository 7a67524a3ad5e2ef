namespace Platform.Contracts;

/// <summary>Asks a generator for samples of one problem. It carries the statement and never the reference answer.</summary>
/// <param name="Statement">The problem's text.</param>
/// <param name="FirstSample">Index of the first sample wanted; the chunk is <c>[FirstSample, FirstSample + Count)</c>.</param>
/// <param name="Count">1 to 64.</param>
/// <param name="Sampling">Temperature, seed and limits.</param>
/// <param name="Prefix">Steps that every sample begins with; absent: none. The samples hold them as their first steps.</param>
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
/// <param name="Stop">Texts that end a sample; absent: none.</param>
/// <param name="Seed">
/// Base seed; the request for samples <c>i</c> and on sends <c>Seed + i</c>, so that every sample has its own where a server
/// gives one a request.
/// </param>
/// <param name="Model">Model asked for at the server; absent: the generator's configured one.</param>
/// <param name="Split">How a completion becomes steps; absent: the generator's configured rule.</param>
public sealed record Sampling(
    double Temperature = 1.0,
    double TopP = 1.0,
    int MaxTokens = 1024,
    IReadOnlyList<string>? Stop = null,
    long Seed = 0,
    string? Model = null,
    StepSplit? Split = null
);

/// <summary>Where one step ends and the next begins in a completion.</summary>
public enum StepSplit
{
    /// <summary>Every line is a step (the paper's generator); the answer block stays one step.</summary>
    Newline,

    /// <summary>Blank lines separate steps (chat models' habit).</summary>
    BlankLine,
}

/// <summary>What a generator made of <see cref="GenerateSolutions"/>.</summary>
/// <param name="Solutions">One per sample that could be had.</param>
/// <param name="Failure">Why samples are missing, naming the server and its answer; null when all are there.</param>
public sealed record SolutionsGenerated(IReadOnlyList<GeneratedSolution> Solutions, string? Failure);

/// <summary>One sampled solution.</summary>
/// <param name="Sample">Index within the problem.</param>
/// <param name="Steps">The steps in order, separators removed.</param>
/// <param name="Finished">False when the token limit cut it off: it is kept, and never selected.</param>
/// <param name="Source">Lineage: what made it.</param>
public sealed record GeneratedSolution(int Sample, IReadOnlyList<string> Steps, bool Finished, SampleSource Source);

/// <summary>What made a sample.</summary>
/// <param name="Model">Model name as the server reported it.</param>
/// <param name="Server">Base address.</param>
/// <param name="Seed">Seed sent with the request.</param>
/// <param name="Temperature">Temperature sent with the request.</param>
/// <param name="Split">Rule that made the steps.</param>
public sealed record SampleSource(string Model, string Server, long? Seed, double? Temperature, StepSplit Split);
