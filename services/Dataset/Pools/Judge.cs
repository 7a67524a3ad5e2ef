using Platform.Dataset.Formats;
using Platform.Grading;

namespace Platform.Dataset.Pools;

/// <summary>
/// Extracts and grades the answers to one problem. Samples of a problem often repeat an answer, so each distinct answer is
/// graded once. If the problem lists options, an option's letter stands for its text.
/// </summary>
/// <param name="statement">The problem's text.</param>
/// <param name="truth">The reference answer; null if only a file's own verdict counts.</param>
/// <param name="policy">How answers are compared.</param>
internal sealed class Judge(string statement, string? truth, GradingPolicy policy = GradingPolicy.Prm800k)
{
    private readonly AnswerOptions? _options = AnswerOptions.In(statement);
    private readonly Dictionary<string, (string Key, bool Equal)> _known = new(StringComparer.Ordinal);

    /// <summary>Provenance of the platform's own verdicts: policy and version of the grader.</summary>
    public static string Grader(GradingPolicy policy) =>
        $"{policy.ToString().ToLowerInvariant()}/{Grading.Grader.Version}";

    /// <summary>Grades a solution of a file.</summary>
    public Judged Solution(ImportedSolution solution, string format) =>
        Solution(solution.Steps, solution.Reasoning, solution.Answer, solution.Correct, format);

    /// <param name="steps">The solution's steps.</param>
    /// <param name="reasoning">What the model thought before; it is answered from only if no steps follow it.</param>
    /// <param name="given">The answer as given by the file, if any.</param>
    /// <param name="verdict">
    /// The file's verdict, if any. It takes precedence, because it may rest on more than a comparison of texts.
    /// </param>
    /// <param name="format">The file's format, named as the source of its verdict.</param>
    public Judged Solution(IReadOnlyList<string> steps, string? reasoning, string? given, bool? verdict, string format)
    {
        var text = steps.Count == 0 ? reasoning : string.Join('\n', steps);
        var found = given is null ? AnswerExtraction.Extract(text ?? "") : default;
        var answer = given ?? found.Answer;
        var rule =
            given is not null ? "file"
            : answer is null ? null
            : found.Rule.ToString();
        var (key, equal) = answer is null ? (null, false) : Compared(answer);
        return verdict is { } said ? new(answer, rule, key, said, $"file:{format}")
            : truth is not null ? new(answer, rule, key, equal, Grader(policy))
            : new(answer, rule, key, null, null);
    }

    /// <summary>Compares an answer with the reference answer, under any policy.</summary>
    /// <exception cref="InvalidOperationException">The problem has no reference answer.</exception>
    public Verdict Grade(string? answer, GradingPolicy by) =>
        Grading.Grader.Grade(
            answer is null ? null : Resolved(answer),
            Resolved(truth ?? throw new InvalidOperationException("The problem has no reference answer.")),
            by
        );

    private (string? Key, bool Equal) Compared(string answer)
    {
        if (!_known.TryGetValue(answer, out var result))
        {
            result = truth is null
                ? (string.Concat(Resolved(answer).Where(c => !char.IsWhiteSpace(c))), false)
                : (CanonicalAnswer.Key(Resolved(answer), policy, Resolved(truth)), Grade(answer, policy).Equal);
            _known.Add(answer, result);
        }

        return result;
    }

    private string Resolved(string answer) => _options?.Resolve(answer) ?? answer;
}

/// <summary>A solution's answer and the verdict on it, each with its provenance.</summary>
/// <param name="Answer">The final answer; null for a solution without one.</param>
/// <param name="Rule">How the answer was found: an extraction rule's name, or <c>file</c>.</param>
/// <param name="Key">Canonical key for voting; null without an answer.</param>
/// <param name="Correct">The verdict; null if the answer could not be graded.</param>
/// <param name="Grader">Source of the verdict; null without a verdict.</param>
internal sealed record Judged(string? Answer, string? Rule, string? Key, bool? Correct, string? Grader);
