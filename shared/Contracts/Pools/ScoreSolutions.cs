namespace Platform.Contracts;

/// <summary>Asks a scorer for the step probabilities of solutions of one problem by one reward model.</summary>
/// <param name="RewardModel">Content hash of the reward model's directory; the scorer fetches its files by it.</param>
/// <param name="Statement">The problem's text.</param>
/// <param name="Solutions">1 to 64 solutions; the message stays under 256 KiB.</param>
public sealed record ScoreSolutions(string RewardModel, string Statement, IReadOnlyList<SolutionToScore> Solutions);

/// <summary>A solution as a reward model sees it.</summary>
/// <param name="SolutionId">A number that is unique within the command; returned with the result.</param>
/// <param name="Steps">The steps in order.</param>
public sealed record SolutionToScore(long SolutionId, IReadOnlyList<string> Steps);

/// <summary>A scorer's result for <see cref="ScoreSolutions"/>.</summary>
/// <param name="RewardModel">From the command.</param>
/// <param name="Solutions">One entry per solution of the command, scored or failed.</param>
/// <param name="RunSeconds">
/// The chunk's share of the time spent in the model in seconds: compute time, excluding waiting.
/// </param>
/// <param name="Tokens">Tokens of the chunk, excluding padding.</param>
public sealed record SolutionsScored(
    string RewardModel,
    IReadOnlyList<ScoredSolution> Solutions,
    double RunSeconds,
    long Tokens
);

/// <summary>Scores of one solution, or the reason why there are none. Exactly one of the two is present.</summary>
/// <param name="SolutionId">From the command.</param>
/// <param name="Probabilities">
/// One row per step (process models) or one row (outcome models); one column per class of the manifest, in its order. These
/// are the model's raw values: nothing is aggregated, rounded or merged.
/// </param>
/// <param name="Failure">Why the model gave no usable score (too long, NaN, wrong count).</param>
public sealed record ScoredSolution(long SolutionId, IReadOnlyList<double[]>? Probabilities, string? Failure);
