namespace Platform.Grading;

/// <summary>Finds the final answer of a whole solution. Pure, linear in the text's length, never throws.</summary>
public static class AnswerExtraction
{
    /// <summary>Tries the rules in the order of <see cref="AnswerRule"/>; the first that finds something wins.</summary>
    /// <param name="solutionText">All steps of the solution, joined by line breaks.</param>
    public static ExtractedAnswer Extract(string solutionText)
    {
        if (string.IsNullOrWhiteSpace(solutionText))
        {
            return ExtractedAnswer.Missing;
        }
        return Found(AnswerBlock(solutionText), AnswerRule.AnswerBlock)
            ?? Found(Boxes.Last(solutionText), AnswerRule.Boxed)
            ?? Found(Hashes(solutionText), AnswerRule.Hashes)
            ?? AnswerLines.Last(solutionText)
            ?? Found(AnswerSentence.Last(solutionText), AnswerRule.AnswerIs)
            ?? ExtractedAnswer.Missing;
    }

    private static ExtractedAnswer? Found(string? answer, AnswerRule rule) =>
        answer is { Length: > 0 } ? new ExtractedAnswer(answer, rule) : null;

    private static string? AnswerBlock(string text)
    {
        for (
            var at = text.LastIndexOf("# Answer", StringComparison.Ordinal);
            at >= 0;
            at = at == 0 ? -1 : text.LastIndexOf("# Answer", at - 1, StringComparison.Ordinal)
        )
        {
            var startsLine = at == 0 || text[at - 1] is '\n' or '\r';
            var rest = text.AsSpan(at + "# Answer".Length);
            var line = rest.IndexOfAny('\n', '\r');
            if (startsLine && line >= 0 && rest[..line].IsWhiteSpace())
            {
                return rest[line..].Trim().ToString();
            }
        }
        return null;
    }

    private static string? Hashes(string text)
    {
        var at = text.LastIndexOf("####", StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }
        var rest = text.AsSpan(at + 4);
        var end = rest.IndexOfAny('\n', '\r');
        return (end < 0 ? rest : rest[..end]).Trim().ToString();
    }
}

/// <summary>
/// The rule that found a solution's final answer, in order of precedence; <see cref="None"/> when none did.
/// </summary>
public enum AnswerRule
{
    /// <summary>No rule fired: the solution has no final answer, which is not the same as a wrong one.</summary>
    None,

    /// <summary>A line <c># Answer</c> and the text below it (PRM800K).</summary>
    AnswerBlock,

    /// <summary>The last complete <c>\boxed{...}</c>, nested braces included (MATH).</summary>
    Boxed,

    /// <summary>What follows the last <c>####</c> on its line (GSM8K).</summary>
    Hashes,

    /// <summary>The last line <c>Answer: ...</c>, or a last line <c>A: ...</c>.</summary>
    AnswerLine,

    /// <summary>What follows the last "answer is" or "final answer:" in its sentence.</summary>
    AnswerIs,
}

/// <summary>A solution's final answer.</summary>
/// <param name="Answer">The answer as written, trimmed; null when there is none.</param>
/// <param name="Rule">The rule that found it.</param>
public readonly record struct ExtractedAnswer(string? Answer, AnswerRule Rule)
{
    internal static readonly ExtractedAnswer Missing = new(null, AnswerRule.None);
}
