using Platform.Contracts;
using Platform.Kernels.Selection;

namespace Platform.Gateway.Choosing;

/// <summary>What a reward model says about a solution, or why it says nothing.</summary>
/// <param name="Rows">The model's rows; null without scores.</param>
/// <param name="Correct">P(correct) of each row; null without scores.</param>
/// <param name="Aggregates">The rows as one number; NaN without scores.</param>
/// <param name="Failure">Why there are no scores; null if there are, or if none were wanted.</param>
internal sealed record CandidateScores(
    IReadOnlyList<double[]>? Rows,
    double[]? Correct,
    StepScore Aggregates,
    string? Failure
)
{
    /// <summary>Of a solution that has not been scored.</summary>
    public static CandidateScores None { get; } = new(null, null, StepScore.Absent, null);

    /// <summary>No scores, and why.</summary>
    public static CandidateScores Failed(string reason) => None with { Failure = reason };

    /// <summary>A scorer's answer, checked.</summary>
    public static CandidateScores Of(ScoredSolution scored, ClassColumns classes, NeutralPolicy neutral)
    {
        if (scored.Probabilities is not { Count: > 0 } rows || rows.Any(row => row.Length != classes.Count))
        {
            return Failed(scored.Failure ?? "the scorer gave neither scores nor a reason");
        }

        double[] flat = [.. rows.SelectMany(row => row)];
        var correct = new double[rows.Count];
        return StepScores.Correct(flat, classes, neutral, correct)
            ? new(rows, correct, StepScores.Of(flat, classes, neutral), null)
            : Failed("the scorer gave scores that are no probabilities");
    }
}
