using System.Buffers;

namespace Platform.Grading;

/// <summary>The <c>\boxed{...}</c> of a LaTeX text, in one pass.</summary>
internal static class Boxes
{
    private const int MaximumDepth = 1024;
    private static readonly SearchValues<char> Marks = SearchValues.Create("\\{}");

    /// <summary>
    /// The content of the last closed box; <c>\fbox</c> and a box without braces (<c>\boxed 5$</c>) count.
    /// </summary>
    public static string? Last(string text)
    {
        var boxes = All(text);
        return boxes.Count == 0 ? null
            : boxes.MaxBy(box => box.Start.Value) is var last ? text[last].Trim()
            : null;
    }

    /// <summary>The contents of all closed boxes, in the order in which they close.</summary>
    public static List<Range> All(string text)
    {
        List<Range> boxes = [];
        Stack<(int Start, bool IsBox)> open = new();
        for (var at = Next(text, 0); at < text.Length; at = Next(text, at))
        {
            switch (text[at])
            {
                case '{' when open.Count < MaximumDepth:
                    open.Push((at + 1, false));
                    at++;
                    break;
                case '}' when open.TryPop(out var group):
                    if (group.IsBox)
                    {
                        boxes.Add(group.Start..at);
                    }
                    at++;
                    break;
                case '\\' when BoxCommand(text.AsSpan(at)) is var length and > 0:
                    at = OpenBox(text, at + length, open, boxes);
                    break;
                case '\\' when BoxCommand(text.AsSpan(Math.Min(at + 1, text.Length))) > 0:
                    // Escaped twice, as in some pools.
                    at++;
                    break;
                case '\\':
                    at += 2;
                    break;
                default:
                    at++;
                    break;
            }
        }
        return boxes;
    }

    private static int Next(string text, int from)
    {
        if (from >= text.Length)
        {
            return text.Length;
        }
        var skip = text.AsSpan(from).IndexOfAny(Marks);
        return skip < 0 ? text.Length : from + skip;
    }

    private static int BoxCommand(ReadOnlySpan<char> text) =>
        text.StartsWith("\\boxed") ? 6
        : text.StartsWith("\\fbox") ? 5
        : 0;

    private static int OpenBox(string text, int at, Stack<(int, bool)> open, List<Range> boxes)
    {
        var start = at;
        while (start < text.Length && text[start] is ' ' or '\t')
        {
            start++;
        }
        if (start < text.Length && text[start] == '{')
        {
            if (open.Count < MaximumDepth)
            {
                open.Push((start + 1, true));
            }
            return start + 1;
        }
        if (start > at)
        {
            var end = text.AsSpan(start).IndexOfAny('$', '\n', '\r');
            boxes.Add(start..(end < 0 ? text.Length : start + end));
        }
        return start;
    }
}
