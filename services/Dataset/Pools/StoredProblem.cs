using Platform.Dataset.Formats;
using Platform.Grading;

namespace Platform.Dataset.Pools;

/// <summary>A problem as stored in the pool.</summary>
internal sealed record StoredProblem(long Id, string Key, string Statement, string? Truth)
{
    /// <summary>
    /// Returns how the problem differs from the imported one, or null if it does not. Two reference answers would give
    /// contradictory verdicts; the same answer in other words is no difference.
    /// </summary>
    public string? Conflict(ImportedProblem problem) =>
        Statement != problem.Statement ? "with another statement"
        : problem.Answer is null || problem.Answer == Truth ? null
        : Truth is null ? "without an answer"
        : new Judge(Statement, Truth).Grade(problem.Answer, GradingPolicy.Mathematical).Equal ? null
        : "with another answer";
}
