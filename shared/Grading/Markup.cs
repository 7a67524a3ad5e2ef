namespace Platform.Grading;

/// <summary>
/// What surrounds an answer without being part of it: maths delimiters, bold markers, a closing full stop.
/// </summary>
internal static class Markup
{
    /// <summary>Characters within which maths must be closed.</summary>
    private const int LongestMaths = 2048;

    private static readonly (string Open, string Close)[] Maths =
    [
        ("$$", "$$"),
        ("$", "$"),
        ("\\(", "\\)"),
        ("\\[", "\\]"),
    ];

    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> answer)
    {
        answer = answer.Trim().TrimEnd("*_` ");
        if (answer.EndsWith(".") && !answer.EndsWith("\\.") && !answer.EndsWith("..") && !answer.EndsWith(".m."))
        {
            answer = answer[..^1].TrimEnd();
        }
        else if (answer.EndsWith("。"))
        {
            answer = answer[..^1];
        }
        answer = answer.Trim("*` ");
        if (answer is ['"', .., '"'] or ['“', .., '”'])
        {
            answer = answer[1..^1].Trim();
        }
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

    /// <summary>The length of the maths that the text starts with, delimiters included; 0 if it starts with none.</summary>
    public static int MathsLength(ReadOnlySpan<char> text) => Find(text, out _);

    /// <summary>The length of the maths that the text starts with, and the maths itself; 0 if it starts with none.</summary>
    public static int Find(ReadOnlySpan<char> text, out ReadOnlySpan<char> maths)
    {
        maths = [];
        if (text.IsEmpty || text[0] is not ('$' or '\\'))
        {
            return 0;
        }
        foreach (var (open, close) in Maths)
        {
            if (!text.StartsWith(open))
            {
                continue;
            }
            var inner = text[open.Length..Math.Min(text.Length, LongestMaths)];
            var end = inner.IndexOf(close);
            if (end <= 0 || inner[..end].IsWhiteSpace() || (open == "$" && IsMoney(inner, end)))
            {
                return 0;
            }
            maths = inner[..end].Trim();
            return open.Length + end + close.Length;
        }
        return 0;
    }

    /// <summary><c>$5 and $6</c>: the second sign opens an amount and closes nothing.</summary>
    private static bool IsMoney(ReadOnlySpan<char> inner, int end) =>
        inner[..end].IndexOfAny('\n', '\r') >= 0
        || (
            char.IsAsciiDigit(inner[0])
            && (char.IsWhiteSpace(inner[end - 1]) || (end + 1 < inner.Length && char.IsAsciiDigit(inner[end + 1])))
        );
}
