namespace Platform.Grading;

/// <summary>Finds the final answer of a whole solution. Pure, linear in the text's length, never throws.</summary>
public static class AnswerExtraction
{
    /// <summary>
    /// Tries the rules in the order of <see cref="AnswerRule"/>; the first that finds something wins. What is cut off is no
    /// answer. Reasoning (<see cref="ReasonedText"/>) is not answered from, unless nothing follows it.
    /// </summary>
    /// <param name="solutionText">All steps of the solution, joined by line breaks.</param>
    public static ExtractedAnswer Extract(string solutionText)
    {
        var (reasoning, solution) = ReasonedText.Split(solutionText);
        var text = StepTags.Replace(solution);
        if (string.IsNullOrWhiteSpace(text))
        {
            text = StepTags.Replace(reasoning ?? "");
        }
        if (string.IsNullOrWhiteSpace(text))
        {
            return ExtractedAnswer.Missing;
        }
        return AnswerTags.Last(text) is { } content ? Tagged(content, text) : Stated(text) ?? ExtractedAnswer.Missing;
    }

    private static ExtractedAnswer Tagged(string content, string text) =>
        Stated(content)
        ?? Found(content.Contains('\n') ? content : AnswerSentence.Value(content), AnswerRule.AnswerTag, content)
        ?? Stated(text)
        ?? ExtractedAnswer.Missing;

    private static ExtractedAnswer? Stated(string text) =>
        Found(AnswerBlock(text), AnswerRule.AnswerBlock, text)
        ?? Found(Boxes.Last(text), AnswerRule.Boxed, text)
        ?? Found(Hashes(text), AnswerRule.Hashes, text)
        ?? (AnswerLines.Last(text) is var (line, rule) ? Found(line, rule, text) : null)
        ?? Found(AnswerSentence.Last(text) ?? AnswerOptions.Chosen(text), AnswerRule.AnswerIs, text);

    private static ExtractedAnswer? Found(string? answer, AnswerRule rule, string text)
    {
        if (AnswerText.IsEmpty(answer))
        {
            return null;
        }
        var isLast = text.AsSpan().TrimEnd().EndsWith(answer);
        return AnswerText.IsCutOff(answer, isLast) ? null : new ExtractedAnswer(answer, rule);
    }

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
                return StepTags.WithoutLabel(rest[line..]).ToString();
            }
        }
        return null;
    }

    /// <summary>
    /// The last line with <c>####</c> that is no heading: the last of the text, or one that states no words.
    /// </summary>
    private static string? Hashes(string text)
    {
        for (var at = Find(text.Length); at >= 0; at = Find(at))
        {
            var rest = text.AsSpan(at + 4);
            var end = rest.IndexOfAny('\n', '\r');
            var line = StepTags.WithoutLabel(end < 0 ? rest : rest[..end]);
            var isHeading =
                end >= 0 && !rest[end..].IsWhiteSpace() && line.TrimStart("*_ ") is [var c, ..] && char.IsLetter(c);
            if (!isHeading && !AnswerText.IsEmpty(line) && !AnswerLines.IsLabel(line))
            {
                return AnswerSentence.Last(line.ToString()) ?? line.ToString();
            }
        }
        return null;

        int Find(int before) => text.AsSpan(0, before).LastIndexOf("####");
    }
}

/// <summary>
/// The rule that found a solution's final answer, in order of precedence; <see cref="None"/> when none did.
/// </summary>
public enum AnswerRule
{
    /// <summary>No rule fired: the solution has no final answer, which is not the same as a wrong one.</summary>
    None,

    /// <summary>
    /// The text within the last <c>&lt;answer&gt;...&lt;/answer&gt;</c>, if no other rule finds an answer within it.
    /// </summary>
    AnswerTag,

    /// <summary>A line <c># Answer</c> and the text below it (PRM800K).</summary>
    AnswerBlock,

    /// <summary>
    /// The last complete <c>\boxed{...}</c>, nested braces included (MATH), with those that a comma, "and" or "or" joins
    /// to it.
    /// </summary>
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
