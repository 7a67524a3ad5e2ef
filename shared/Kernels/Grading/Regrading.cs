namespace Platform.Kernels.Grading;

/// <summary>An answer judged anew, beside the verdict stored with it.</summary>
/// <param name="Extracted">The answer found in the solution, and by which rule.</param>
/// <param name="Verdict">The verdict under the policy asked for.</param>
/// <param name="Other">The verdict under the other policy.</param>
/// <param name="Key">The answer's canonical form for majority voting; null when there is no answer.</param>
/// <param name="Before">The verdict stored so far; null when there was none.</param>
public sealed record Regraded(ExtractedAnswer Extracted, Verdict Verdict, Verdict Other, string? Key, bool? Before)
{
    /// <summary>Whether the stored verdict no longer holds (or there was none).</summary>
    public bool Changed => Before != Verdict.Equal;

    /// <summary>Whether the two policies judge the answer differently.</summary>
    public bool PoliciesDisagree => Verdict.Equal != Other.Equal;
}

/// <summary>Judges stored answers again, without generating anything anew.</summary>
public static class Regrading
{
    /// <summary>Judges a whole solution: its answer is extracted again first.</summary>
    /// <param name="solutionText">All steps of the solution, joined by line breaks.</param>
    /// <param name="truth">The problem's reference answer.</param>
    /// <param name="before">The verdict stored so far; null when there was none.</param>
    /// <param name="policy">The policy to judge by.</param>
    public static Regraded Solution(
        string solutionText,
        string truth,
        bool? before,
        GradingPolicy policy = GradingPolicy.Prm800k
    ) => Judge(AnswerExtraction.Extract(solutionText), truth, before, policy);

    /// <summary>Judges an answer that came without a solution to extract it from.</summary>
    /// <param name="answer">The answer; null means "no answer".</param>
    /// <param name="truth">The problem's reference answer.</param>
    /// <param name="before">The verdict stored so far; null when there was none.</param>
    /// <param name="policy">The policy to judge by.</param>
    public static Regraded Answer(
        string? answer,
        string truth,
        bool? before,
        GradingPolicy policy = GradingPolicy.Prm800k
    ) => Judge(new ExtractedAnswer(answer, AnswerRule.None), truth, before, policy);

    private static Regraded Judge(ExtractedAnswer extracted, string truth, bool? before, GradingPolicy policy)
    {
        var other = policy == GradingPolicy.Prm800k ? GradingPolicy.Mathematical : GradingPolicy.Prm800k;
        return new Regraded(
            extracted,
            Grader.Grade(extracted.Answer, truth, policy),
            Grader.Grade(extracted.Answer, truth, other),
            extracted.Answer is null ? null : CanonicalAnswer.Key(extracted.Answer, policy),
            before
        );
    }
}
