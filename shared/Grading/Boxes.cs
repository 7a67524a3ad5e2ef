using System.Buffers;

namespace Platform.Grading;

/// <summary>The <c>\boxed{...}</c> of a LaTeX text, in one pass.</summary>
internal static class Boxes
{
    private const int MaximumDepth = 1024;
    private const int MaximumJoined = 64;
    private const int LongestOption = 64;
    private static readonly SearchValues<char> Marks = SearchValues.Create("\\{}");

    /// <summary>
    /// The content of the last closed box that is not empty, with the boxes that a comma, "and" or "or" joins to it;
    /// <c>\fbox</c>, <c>\framebox</c> and a box without braces (<c>\boxed 5$</c>) count. Null if there is none.
    /// </summary>
    public static string? Last(string text)
    {
        List<Range> boxes =
        [
            .. All(text).Where(box => !AnswerText.IsEmpty(text.AsSpan(box))).OrderBy(box => box.Start.Value),
        ];
        if (boxes.Count == 0)
        {
            return null;
        }
        var first = boxes.Count - 1;
        while (first > 0 && AreJoined(text, boxes[first - 1], boxes[first]))
        {
            first--;
        }
        var answers = boxes.Skip(first).Select(box => Markup.Strip(text.AsSpan(box)).ToString()).ToList();
        return answers.Count == 1 ? answers[0] : string.Join(", ", Distinct(answers));
    }

    /// <summary>Of several spellings of one value (<c>15.5 or 31/2</c>), only the last.</summary>
    private static IEnumerable<string> Distinct(List<string> answers) =>
        answers.Count > MaximumJoined
            ? answers
            : answers
                .AsEnumerable()
                .Reverse()
                .DistinctBy(answer => CanonicalAnswer.Key(answer, GradingPolicy.Mathematical))
                .Reverse();

    /// <summary>True if only a joint is between the boxes; a variable may be named before each of them, the same one.</summary>
    private static bool AreJoined(string text, Range one, Range other)
    {
        if (other.Start.Value <= one.End.Value)
        {
            return false;
        }
        var between = text.AsSpan((one.End.Value + 1)..other.Start.Value);
        var command = between.LastIndexOf('\\');
        if (command < 0)
        {
            return false;
        }
        var gap = between[..command];
        var name = Name(gap);
        return Joints.Is(gap[..^name.Length])
            && (name.IsEmpty || Name(Before(text, one)) is [var same, ..] && same == name[0]);
    }

    private static ReadOnlySpan<char> Before(string text, Range box)
    {
        var before = text.AsSpan(0, box.Start.Value);
        return before[..Math.Max(0, before.LastIndexOf('\\'))];
    }

    /// <summary>The <c>x =</c> that the text ends with.</summary>
    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> text)
    {
        var end = text.TrimEnd();
        if (end is not [.., '='])
        {
            return [];
        }
        end = end[..^1].TrimEnd();
        return end.IsEmpty || !char.IsLetter(end[^1]) || (end.Length > 1 && char.IsLetter(end[^2]))
            ? []
            : text[(end.Length - 1)..];
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
        : text.StartsWith("\\framebox") ? 9
        : 0;

    private static int OpenBox(string text, int at, Stack<(int, bool)> open, List<Range> boxes)
    {
        var start = at;
        while (start < text.Length && text[start] is ' ' or '\t')
        {
            start++;
        }
        // \framebox[width][position]{...}
        while (
            start < text.Length
            && text[start] == '['
            && text.AsSpan(start, Math.Min(LongestOption, text.Length - start)).IndexOf(']') is var option and > 0
        )
        {
            start += option + 1;
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
