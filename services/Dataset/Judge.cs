using Platform.Kernels.Grading;

namespace Platform.Dataset;

/// <summary>A solution's answer and the verdict on it, each with its provenance.</summary>
/// <param name="Answer">The final answer; null: there is none.</param>
/// <param name="Rule">How the answer was found: an extraction rule's name, or <c>file</c>.</param>
/// <param name="Key">Canonical form for voting; null without an answer.</param>
/// <param name="Correct">Null: nobody could judge.</param>
/// <param name="Grader">Who judged; null: nobody.</param>
internal sealed record Judged(string? Answer, string? Rule, string? Key, bool? Correct, string? Grader);

/// <summary>Finds and grades answers: the file's own word goes first, since it may know what no comparison of texts can.</summary>
internal static class Judge
{
    /// <summary>Provenance of a verdict of ours: policy and version of the grader.</summary>
    public static string Grader(GradingPolicy policy) =>
        $"{policy.ToString().ToLowerInvariant()}/{Kernels.Grading.Grader.Version}";

    /// <param name="steps">The solution's steps.</param>
    /// <param name="given">The answer as the file gives it, if it does.</param>
    /// <param name="verdict">The file's verdict, if it has one.</param>
    /// <param name="truth">The problem's reference answer, if it has one.</param>
    /// <param name="format">The file's format, named as the source of its verdict.</param>
    /// <param name="policy">How answers are compared.</param>
    public static Judged Solution(
        IReadOnlyList<string> steps,
        string? given,
        bool? verdict,
        string? truth,
        string format,
        GradingPolicy policy = GradingPolicy.Prm800k
    )
    {
        var found = given is null ? AnswerExtraction.Extract(string.Join('\n', steps)) : default;
        var answer = given ?? found.Answer;
        var rule =
            given is not null ? "file"
            : answer is null ? null
            : found.Rule.ToString();
        var key =
            answer is null ? null
            : truth is null ? string.Concat(answer.Where(c => !char.IsWhiteSpace(c)))
            : CanonicalAnswer.Key(answer, policy);
        return verdict is { } given2 ? new(answer, rule, key, given2, $"file:{format}")
            : truth is not null
                ? new(answer, rule, key, Kernels.Grading.Grader.Grade(answer, truth, policy).Equal, Grader(policy))
            : new(answer, rule, key, null, null);
    }
}
