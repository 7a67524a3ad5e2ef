namespace Platform.Grading;

/// <summary>
/// Lines that announce an answer: <c>Answer: 5</c>, <c>Answer = 5</c>, <c>**Final Answer:** 5</c>, a heading <c>### Final Answer</c> above the
/// answer, a last line <c>A: 5</c>.
/// </summary>
internal static class AnswerLines
{
    /// <summary>Labels that are read, from the last on, before the search ends.</summary>
    private const int MostLabels = 16;

    private static readonly string[] Labels =
    [
        "the final answer",
        "final answer",
        "the answer",
        "correct answer",
        "correct option",
        "correct choice",
        "answer",
        "ans",
        "最终答案",
        "答案",
    ];

    public static ExtractedAnswer? Last(string text)
    {
        var isLast = true;
        var read = 0;
        for (var end = text.Length; end >= 0 && read < MostLabels; )
        {
            var start = end == 0 ? -1 : text.AsSpan(0, end).LastIndexOfAny('\n', '\r');
            var line = text.AsSpan(start + 1, end - start - 1).Trim();
            var below = text.AsSpan(end);
            end = start;
            if (line.IsEmpty)
            {
                continue;
            }
            if (Labelled(line, isLast, out var isFinal, out var answer))
            {
                read++;
                if (Stated(AnswerText.IsEmpty(answer) ? below.TrimStart() : answer, isFinal) is { } stated)
                {
                    return stated;
                }
            }
            isLast = false;
        }
        return null;
    }

    /// <summary>True for a line that announces an answer: <c>Final Answer</c>, <c>Answer: 5</c>.</summary>
    public static bool IsLabel(ReadOnlySpan<char> line) => Labelled(line, false, out _, out _);

    private static ExtractedAnswer? Stated(ReadOnlySpan<char> text, bool isFinal)
    {
        if (AnswerSentence.Last(text.ToString()) is { } sentence)
        {
            return new(sentence, AnswerRule.AnswerIs);
        }
        var answer = isFinal ? AnswerSentence.Headed(text) : AnswerSentence.Value(text);
        return answer is null ? null : new(answer, AnswerRule.AnswerLine);
    }

    /// <summary>
    /// True for a line that is a label, with the answer behind its colon, or with nothing: then the answer is below.
    /// </summary>
    private static bool Labelled(ReadOnlySpan<char> line, bool isLast, out bool isFinal, out ReadOnlySpan<char> answer)
    {
        isFinal = false;
        answer = [];
        if (isLast && line.StartsWith("A") && AfterSign(line[1..], ":：", out answer))
        {
            return true;
        }
        // A list's number, a heading's mark, an emoji.
        var start = 0;
        while (start < line.Length && !char.IsLetter(line[start]))
        {
            start++;
        }
        var isMarked = line[..start].IndexOfAny("#*_") >= 0;
        line = line[start..];
        foreach (var label in Labels)
        {
            if (!line.StartsWith(label, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }
            var rest = line[label.Length..];
            isFinal = label.Contains("final", StringComparison.Ordinal);
            return AfterSign(rest, ":：=", out answer) || (rest.Trim("*_# ").IsEmpty && (isMarked || isFinal));
        }
        return false;
    }

    private static bool AfterSign(ReadOnlySpan<char> text, string signs, out ReadOnlySpan<char> answer)
    {
        text = text.TrimStart("*_ ");
        var hasSign = !text.IsEmpty && signs.Contains(text[0]);
        answer = hasSign ? text[1..].TrimStart("*_ ") : [];
        return hasSign;
    }
}
