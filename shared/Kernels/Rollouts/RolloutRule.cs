namespace Platform.Kernels.Rollouts;

/// <summary>How steps are labelled by completing the solutions from them.</summary>
/// <param name="Method">Which prefixes are completed.</param>
/// <param name="Completions">Completions of a prefix.</param>
/// <param name="Searches"><see cref="RolloutMethod.OmegaPrm"/>: most binary searches on a problem.</param>
/// <param name="Tokens">No prefix is completed once a problem has cost this many sampled tokens; null for no limit.</param>
/// <param name="Seed">Seed of the first completion of a problem; the k-th has <c>Seed + k</c>.</param>
public sealed record RolloutRule(RolloutMethod Method, int Completions, int Searches, long? Tokens, long Seed);

/// <summary>Which prefixes of solutions are completed.</summary>
public enum RolloutMethod
{
    /// <summary>Every prefix of every solution (Wang et al. 2024, Math-Shepherd).</summary>
    MathShepherd,

    /// <summary>
    /// Those that binary searches for the first error of wrong solutions ask for, in one tree per problem (Luo et al. 2024,
    /// OmegaPRM).
    /// </summary>
    OmegaPrm,
}

/// <summary>A solution with the verdict on its final answer.</summary>
/// <param name="Steps">All steps.</param>
/// <param name="Finished">False if it was cut off.</param>
/// <param name="Right">Whether it is finished and its answer is right.</param>
public sealed record GradedSolution(IReadOnlyList<string> Steps, bool Finished, bool Right);

/// <summary>A prefix to complete.</summary>
/// <param name="Prefix">The steps; at least one.</param>
/// <param name="Count">Number of completions.</param>
/// <param name="Seed">Seed of the first; the k-th has <c>Seed + k</c>.</param>
public sealed record PrefixToComplete(IReadOnlyList<string> Prefix, int Count, long Seed);

/// <summary>The completions of a prefix.</summary>
/// <param name="Right">Completions whose answer is right.</param>
/// <param name="Total">Completions that were obtained; fewer than asked for if some failed.</param>
/// <param name="Tokens">Tokens sampled for them.</param>
/// <param name="Wrong">
/// The finished completions whose answer is wrong, as whole solutions; empty for methods that do not search them.
/// </param>
public sealed record CompletedPrefix(int Right, int Total, long Tokens, IReadOnlyList<IReadOnlyList<string>> Wrong);
