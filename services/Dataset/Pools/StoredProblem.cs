using Platform.Dataset.Formats;
using Platform.Grading;

namespace Platform.Dataset.Pools;

/// <summary>A problem as the pool has it.</summary>
internal sealed record StoredProblem(long Id, string Key, string Statement, string? Truth)
{
    /// <summary>
    /// How it differs from the problem that is imported: two references would mean verdicts that contradict each other. The
    /// same answer in other words is no difference. Null: it is the same.
    /// </summary>
    public string? Conflict(ImportedProblem problem) =>
        Statement != problem.Statement ? "with another statement"
        : problem.Answer is null || problem.Answer == Truth ? null
        : Truth is null ? "without an answer"
        : Grader.Grade(problem.Answer, Truth, GradingPolicy.Mathematical).Equal ? null
        : "with another answer";
}
