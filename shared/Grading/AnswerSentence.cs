namespace Platform.Grading;

/// <summary>
/// The sentence that states an answer: "Therefore, the answer is $5$.", "Final Answer: The largest n is 34."
/// </summary>
internal static class AnswerSentence
{
    private const string Statement = "answer is";
    private const string Heading = "final answer:";

    public static string? Last(string text)
    {
        var at = text.LastIndexOf(Statement, StringComparison.OrdinalIgnoreCase);
        var heading = text.LastIndexOf(Heading, StringComparison.OrdinalIgnoreCase);
        if (heading > at)
        {
            return Headed(text.AsSpan(heading + Heading.Length).TrimStart(" \t\r\n*"));
        }
        return at < 0 ? null : Stated(text.AsSpan(at + Statement.Length).TrimStart(" \t\r\n:*"));
    }

    /// <summary>"Final Answer: The largest n is 34." gives 34.</summary>
    private static string Headed(ReadOnlySpan<char> rest)
    {
        var sentence = rest[..SentenceEnd(rest)];
        var verb = sentence.LastIndexOf(" is ");
        return verb < 0 ? Stated(rest) : Markup.Strip(sentence[(verb + 4)..]).ToString();
    }

    private static string Stated(ReadOnlySpan<char> rest)
    {
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
