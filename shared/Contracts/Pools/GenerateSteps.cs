using System.Text.Json.Serialization;

namespace Platform.Contracts;

/// <summary>
/// Asks a generator to continue partial solutions of one problem, usually by one step each. It carries the statement and
/// never the reference answer.
/// </summary>
/// <param name="Statement">The problem's text.</param>
/// <param name="Expansions">What to continue; at most 64 draws in all.</param>
/// <param name="Sampling">
/// Temperature and limits. <see cref="Contracts.Sampling.MaxTokens"/> is the limit of one draw, and
/// <see cref="Contracts.Sampling.Seed"/> is not used: every expansion has its own.
/// </param>
public sealed record GenerateSteps(string Statement, IReadOnlyList<StepExpansion> Expansions, Sampling Sampling);

/// <summary>Draws that continue one partial solution. They share its prefill.</summary>
/// <param name="Prefix">The steps to continue; empty: the draws begin a solution.</param>
/// <param name="Count">Number of draws, at least 1.</param>
/// <param name="Seed">Seed of the first draw; the k-th has <c>Seed + k</c>.</param>
/// <param name="ToEnd">True: continue to the end of the solution; false or absent: to the end of one step.</param>
public sealed record StepExpansion(IReadOnlyList<string> Prefix, int Count, long Seed, bool ToEnd = false);

/// <summary>A generator's result for <see cref="GenerateSteps"/>.</summary>
/// <param name="Draws">One per draw that was obtained, in the order of expansions and draws.</param>
/// <param name="Failure">Why draws are missing, naming the server and its answer; null if none is missing.</param>
public sealed record StepsGenerated(IReadOnlyList<GeneratedSteps> Draws, string? Failure);

/// <summary>One draw.</summary>
/// <param name="Expansion">Index of its expansion in the command.</param>
/// <param name="Draw">Index within the expansion.</param>
/// <param name="Steps">
/// The steps after the prefix, separators removed: at most one, or all up to the end with <see cref="StepExpansion.ToEnd"/>.
/// Empty if the model ended the solution at once.
/// </param>
/// <param name="End">Why it ended.</param>
/// <param name="Tokens">Tokens sampled, end and separators included.</param>
/// <param name="Source">Lineage: what produced the draw.</param>
public sealed record GeneratedSteps(
    int Expansion,
    int Draw,
    IReadOnlyList<string> Steps,
    StepEnd End,
    int Tokens,
    SampleSource Source
);

/// <summary>Why a draw ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepEnd>))]
public enum StepEnd
{
    /// <summary>The step is complete and the solution is not.</summary>
    [JsonStringEnumMemberName("step")]
    Step,

    /// <summary>The model ended the solution.</summary>
    [JsonStringEnumMemberName("solution")]
    Solution,

    /// <summary>The limit of tokens cut it off.</summary>
    [JsonStringEnumMemberName("limit")]
    Limit,
}
