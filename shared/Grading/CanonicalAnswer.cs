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
    /// <para>
    /// Under <see cref="GradingPolicy.Mathematical"/>, answers with one key are equal. Equality allows one of two answers to
    /// leave out a unit, the name of a value or the range of a variable, so it is not transitive (5 cm, 5, 5 m). With the
    /// reference answer, what an answer leaves out is taken from there and what the reference leaves out is dropped: then
    /// an answer is equal to the reference exactly when it has the reference's key.
    /// </para>
    /// <para>
    /// OpenAI's relation is not transitive either (0.5 equals both 1/2 and 2/4, which differ), so under
    /// <see cref="GradingPolicy.Prm800k"/> such answers share a key, and equal keys do not always mean equal answers. Answers
    /// that are equal only through a quirk of its older normal form (it reads "1 1/2" as 11/2) do not share a key.
    /// </para>
    /// </remarks>
    /// <param name="answer">The answer.</param>
    /// <param name="policy">What "equal" means.</param>
    /// <param name="truth">The reference answer; null if there is none.</param>
    public static string Key(string answer, GradingPolicy policy = GradingPolicy.Prm800k, string? truth = null) =>
        policy == GradingPolicy.Prm800k ? Prm800kKey.Of(answer) : MathKey.Of(answer, truth);
}
