namespace Platform.Kernels.Grading;

/// <summary>The sentence that states an answer: "Therefore, the answer is $5$."</summary>
internal static class AnswerSentence
{
    private const string Statement = "answer is";

    public static string? Last(string text)
    {
        var at = text.LastIndexOf(Statement, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }
        var rest = text.AsSpan(at + Statement.Length).TrimStart(" \t\r\n:*");
        foreach (var (open, close) in Markup.Maths)
        {
            if (rest.StartsWith(open))
            {
                var end = rest[open.Length..].IndexOf(close);
                if (end > 0)
                {
                    return rest.Slice(open.Length, end).Trim().ToString();
                }
            }
        }
        return Markup.Strip(rest[..SentenceEnd(rest)]).ToString();
    }

    private static int SentenceEnd(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var atEnd = i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]);
            if (text[i] is '\n' or '\r' || (text[i] is '.' or '!' && atEnd))
            {
                return i;
            }
        }
        return text.Length;
    }
}
