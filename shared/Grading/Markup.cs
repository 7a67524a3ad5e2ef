namespace Platform.Grading;

/// <summary>
/// What surrounds an answer without being part of it: maths delimiters, bold markers, a closing full stop.
/// </summary>
internal static class Markup
{
    public static readonly (string Open, string Close)[] Maths =
    [
        ("$$", "$$"),
        ("$", "$"),
        ("\\(", "\\)"),
        ("\\[", "\\]"),
    ];

    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> answer)
    {
        answer = answer.Trim().TrimEnd("*_ ");
        if (answer.EndsWith(".") && !answer.EndsWith("\\.") && !answer.EndsWith(".."))
        {
            answer = answer[..^1].TrimEnd();
        }
        answer = answer.Trim("* ");
        foreach (var (open, close) in Maths)
        {
            var encloses =
                answer.Length > open.Length + close.Length && answer.StartsWith(open) && answer.EndsWith(close);
            if (encloses && answer[open.Length..^close.Length].IndexOf(close) < 0)
            {
                return answer[open.Length..^close.Length].Trim();
            }
        }
        return answer;
    }
}
