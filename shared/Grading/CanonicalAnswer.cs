using Platform.Grading.Mathematical;
using Platform.Grading.Prm800k;

namespace Platform.Grading;

/// <summary>One key for all equal answers, for majority voting.</summary>
public static class CanonicalAnswer
{
    /// <summary>
    /// The key of an answer; equal answers have the same key, consistently with <see cref="Grader.Grade"/>.
    /// </summary>
    /// <remarks>
    /// Under <see cref="GradingPolicy.Mathematical"/> two answers are equal exactly when their keys are. OpenAI's relation
    /// is not transitive (0.5 equals both 1/2 and 2/4, which differ), so under <see cref="GradingPolicy.Prm800k"/> such
    /// answers share a key, and equal keys do not always mean equal answers. Answers that are equal only through a quirk of
    /// its older normal form (it reads "1 1/2" as 11/2) do not share a key.
    /// </remarks>
    public static string Key(string answer, GradingPolicy policy = GradingPolicy.Prm800k) =>
        policy == GradingPolicy.Prm800k ? Prm800kKey.Of(answer) : MathKey.Of(answer);
}
