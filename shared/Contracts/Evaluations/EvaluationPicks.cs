namespace Platform.Contracts;

/// <summary>
/// What every strategy of an evaluation picks on every problem when it may choose among all samples (N is the largest of the
/// report).
/// </summary>
/// <param name="Strategies">Names of the strategies, as in the report.</param>
/// <param name="Samples">N.</param>
/// <param name="Problems">The problems, in the order of the pool.</param>
public sealed record EvaluationPicks(
    IReadOnlyList<string> Strategies,
    int Samples,
    IReadOnlyList<ProblemPicks> Problems
);

/// <summary>The picks on one problem, one for each strategy.</summary>
/// <param name="Key">The problem's key within the pool.</param>
/// <param name="Picked">
/// Sample number of the solution that is picked; for a vote, the first one with the winning answer; the first of tied ones.
/// Null if there is nothing to pick.
/// </param>
/// <param name="Right">
/// The probability that the pick is right, in [0, 1]: 0 or 1 unless right and wrong ones are tied.
/// </param>
public sealed record ProblemPicks(string Key, IReadOnlyList<int?> Picked, IReadOnlyList<float> Right);
