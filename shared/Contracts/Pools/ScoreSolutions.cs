namespace Platform.Contracts;

/// <summary>Asks a scorer for the step probabilities of solutions of one problem by one reward model.</summary>
/// <param name="RewardModel">Content hash of the reward model's directory; the scorer fetches its files by it.</param>
/// <param name="Statement">The problem's text.</param>
/// <param name="Solutions">1 to 64 solutions; the message stays under 256 KiB.</param>
public sealed record ScoreSolutions(string RewardModel, string Statement, IReadOnlyList<SolutionToScore> Solutions);

/// <summary>A solution as a reward model sees it.</summary>
/// <param name="SolutionId">Any number that tells the solutions of a command apart; returned with the result.</param>
/// <param name="Steps">The steps in order.</param>
public sealed record SolutionToScore(long SolutionId, IReadOnlyList<string> Steps);

/// <summary>What a scorer made of <see cref="ScoreSolutions"/>.</summary>
/// <param name="RewardModel">From the command.</param>
/// <param name="Solutions">One entry per solution of the command, scored or failed.</param>
/// <param name="RunSeconds">The chunk's share of the time spent in the model: compute, not waiting.</param>
/// <param name="Tokens">Tokens of the chunk, padding excluded.</param>
public sealed record SolutionsScored(
    string RewardModel,
    IReadOnlyList<ScoredSolution> Solutions,
    double RunSeconds,
    long Tokens
);

/// <summary>Scores of one solution, or the reason why there are none. Exactly one of the two is present.</summary>
/// <param name="SolutionId">From the command.</param>
/// <param name="Probabilities">
/// A row per step (process models) or one row (outcome models); a column per class of the manifest, in its order. As the
/// model gave them: nothing is aggregated, rounded or merged.
/// </param>
/// <param name="Failure">Why the model gave no usable score (too long, NaN, wrong count), naming the reason.</param>
public sealed record ScoredSolution(long SolutionId, IReadOnlyList<double[]>? Probabilities, string? Failure);
