namespace Platform.Grading;

/// <summary>Lines that announce an answer: <c>Answer: 5</c>, <c>**Final Answer:** 5</c>, a last line <c>A: 5</c>.</summary>
internal static class AnswerLines
{
    private static readonly string[] Labels = ["final answer", "the answer", "answer"];

    public static ExtractedAnswer? Last(string text)
    {
        ReadOnlySpan<char> below = [];
        var isLast = true;
        for (var end = text.Length; end >= 0; )
        {
            var start = end == 0 ? -1 : text.AsSpan(0, end).LastIndexOfAny('\n', '\r');
            var line = text.AsSpan(start + 1, end - start - 1).Trim();
            end = start;
            if (line.IsEmpty)
            {
                continue;
            }
            if (Labelled(line, isLast, out var answer))
            {
                var stated = answer.IsEmpty ? below : answer;
                if (AnswerSentence.Last(stated.ToString()) is { Length: > 0 } sentence)
                {
                    return new(sentence, AnswerRule.AnswerIs);
                }
                return stated.IsEmpty ? null : new(Markup.Strip(stated).ToString(), AnswerRule.AnswerLine);
            }
            below = line;
            isLast = false;
        }
        return null;
    }

    private static bool Labelled(ReadOnlySpan<char> line, bool isLast, out ReadOnlySpan<char> answer)
    {
        line = line.TrimStart("*_# ");
        foreach (var label in Labels)
        {
            if (
                line.StartsWith(label, StringComparison.OrdinalIgnoreCase)
                && AfterColon(line[label.Length..], out answer)
            )
            {
                return true;
            }
        }
        if (isLast && line.StartsWith("A") && AfterColon(line[1..], out answer))
        {
            return true;
        }
        answer = [];
        return false;
    }

    private static bool AfterColon(ReadOnlySpan<char> text, out ReadOnlySpan<char> answer)
    {
        text = text.TrimStart("*_ ");
        var hasColon = text.Length > 0 && text[0] is ':' or '：';
        answer = hasColon ? text[1..].TrimStart("*_ ") : [];
        return hasColon;
    }
}
