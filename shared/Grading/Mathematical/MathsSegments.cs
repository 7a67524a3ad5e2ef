namespace Platform.Grading.Mathematical;

/// <summary>The mathematics between delimiters in a text.</summary>
internal static class MathsSegments
{
    /// <summary>
    /// The last segment, with the earlier ones that only "and", "or" or a comma separates from it; null if there is none.
    /// </summary>
    public static string? Last(string text)
    {
        var segments = All(text);
        if (segments.Count == 0)
        {
            return null;
        }
        // A long sentence after the mathematics ends in its own answer.
        if (Prose.LastNumber(text[segments[^1].Outer.End..]) is { } number)
        {
            return number;
        }
        var first = segments.Count - 1;
        while (first > 0 && IsJoint(text[segments[first - 1].Outer.End..segments[first].Outer.Start]))
        {
            first--;
        }
        return string.Join(" , ", segments.Skip(first).Select(segment => text[segment.Inner]));
    }

    private static bool IsJoint(string between) => between.Trim() is "," or "and" or "or" or ", and" or ", or" or ";";

    private static List<(Range Inner, (int Start, int End) Outer)> All(string text)
    {
        List<(Range, (int, int))> segments = [];
        var at = 0;
        while (Next(text, at) is var (start, open, close) && start >= 0)
        {
            var from = start + open.Length;
            var end = End(text, from, close);
            if (end < 0)
            {
                // An opening mark without a closing one: what follows is still mathematics.
                if (segments.Count == 0 && text.AsSpan(from).Trim().Length > 0)
                {
                    return start == 0 ? [(from..text.Length, (start, text.Length))] : [];
                }
                break;
            }
            if (!text.AsSpan(from, end - from).IsWhiteSpace())
            {
                segments.Add((from..end, (start, end + close.Length)));
            }
            at = end + close.Length;
        }
        return segments;
    }

    private static (int Start, string Open, string Close)? Next(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                if (text[i + 1] is '(' or '[')
                {
                    return (i, text.Substring(i, 2), text[i + 1] == '(' ? "\\)" : "\\]");
                }
                i++;
            }
            else if (text[i] == '$')
            {
                return i + 1 < text.Length && text[i + 1] == '$' ? (i, "$$", "$$") : (i, "$", "$");
            }
        }
        return null;
    }

    private static int End(string text, int from, string close)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (text.AsSpan(i).StartsWith(close))
            {
                return i;
            }
            if (text[i] == '\\')
            {
                i++;
            }
        }
        return -1;
    }
}
