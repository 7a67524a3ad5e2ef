namespace Platform.Contracts;

/// <summary>
/// A part of an evaluation's problems with what every strategy picks, as returned by <c>GET /evaluations/{id}/problems</c>.
/// </summary>
/// <param name="Evaluation">The evaluation.</param>
/// <param name="Pool">The pool.</param>
/// <param name="Strategies">Names of the strategies, in the order of <see cref="ProblemWithPicks.Picks"/>.</param>
/// <param name="Samples">Number of samples that the strategies choose among.</param>
/// <param name="Total">Problems that match the search and the filter.</param>
/// <param name="Problems">These problems, in the order of the pool.</param>
public sealed record EvaluationProblemPage(
    Guid Evaluation,
    string Pool,
    IReadOnlyList<string> Strategies,
    int Samples,
    int Total,
    IReadOnlyList<ProblemWithPicks> Problems
);

/// <summary>A problem with what the strategies pick on it.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Picks">One for each strategy.</param>
public sealed record ProblemWithPicks(ProblemSummary Problem, IReadOnlyList<StrategyPick> Picks);

/// <summary>What one strategy picks on one problem.</summary>
/// <param name="Sample">Sample number of the solution; null if there is nothing to pick.</param>
/// <param name="Answer">Its final answer.</param>
/// <param name="Right">The probability that the pick is right; between 0 and 1 if right and wrong ones are tied.</param>
public sealed record StrategyPick(int? Sample, string? Answer, double Right);
