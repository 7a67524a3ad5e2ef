using Platform.Kernels.Selection;

namespace Platform.Kernels.Search;

/// <summary>What a search does on every problem.</summary>
/// <param name="Strategy">How continuations are kept.</param>
/// <param name="Beams">
/// B: partial solutions that are kept after a round; for <see cref="SearchStrategy.Dvts"/> the number of subtrees, for
/// <see cref="SearchStrategy.BestOfN"/> the number of solutions.
/// </param>
/// <param name="Expansions">M: continuations of each; not used by <see cref="SearchStrategy.BestOfN"/>.</param>
/// <param name="Aggregation">How the scores of a path's steps become its score.</param>
/// <param name="MaximumSteps">Rounds; in the last one every draw continues to the end of its solution.</param>
/// <param name="Seed">Seed of the first draw; the k-th draw of a problem has the seed <c>Seed + k</c>.</param>
public sealed record SearchRule(
    SearchStrategy Strategy,
    int Beams,
    int Expansions,
    StepAggregation Aggregation,
    int MaximumSteps,
    long Seed
)
{
    /// <summary>Draws of a round: B x M, or the number of solutions.</summary>
    public int Width => Strategy == SearchStrategy.BestOfN ? Beams : Beams * Expansions;

    /// <summary>Largest number of rounds.</summary>
    public int Rounds => Strategy == SearchStrategy.BestOfN ? 1 : MaximumSteps;
}

/// <summary>
/// Strategies of step-level search as published by Beeching, Tunstall and Rush ("Scaling test-time compute with open
/// models", 2024) and implemented in huggingface/search-and-learn (<c>beam_search.py</c>,
/// <c>diverse_verifier_tree_search.py</c>), whose <c>n</c> is B x M and whose <c>beam_width</c> is M.
/// </summary>
public enum SearchStrategy
{
    /// <summary>
    /// Every round draws B x M continuations, dealt in turn to the partial solutions that are kept, and keeps the B best
    /// that are not finished. If fewer than B are left, each is continued more often.
    /// </summary>
    Beam,

    /// <summary>
    /// Diverse verifier tree search: B subtrees that do not know of each other. Each draws M continuations of its partial
    /// solution and keeps the best; it ends when that one is finished.
    /// </summary>
    Dvts,

    /// <summary>B whole solutions, independent of each other and never merged: the baseline.</summary>
    BestOfN,
}
