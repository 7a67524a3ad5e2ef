using System.Buffers;

namespace Platform.Grading.Mathematical;

/// <summary>
/// Finds the answer in a sentence or a whole solution: the boxes, the stated answer, or what the last sentence ends in.
/// </summary>
internal static class AnswerLocation
{
    private const int LongestJoint = 40;
    private static readonly SearchValues<string> Statement = SearchValues.Create(
        ["answer"],
        StringComparison.OrdinalIgnoreCase
    );

    /// <summary>Null if nothing in the text marks an answer.</summary>
    public static string? Find(string text)
    {
        var box = text.LastIndexOf("boxed", StringComparison.Ordinal);
        var statement = LastStatement(text);
        if (box > 0 && box > statement && Boxed(text) is { } boxed)
        {
            return boxed;
        }
        if (statement >= 0 && Stated(text) is { } stated)
        {
            return stated;
        }
        return Sentences.Answer(text);
    }

    /// <summary>Forwards, since the search from the end compares letter by letter.</summary>
    private static int LastStatement(ReadOnlySpan<char> text)
    {
        var last = -1;
        while (text[(last + 1)..].IndexOfAny(Statement) is var skip and >= 0)
        {
            last += 1 + skip;
        }
        return last;
    }

    private static string? Stated(string text)
    {
        var sentence = AnswerSentence.Last(text) is { Length: > 0 } last ? last : AnswerExtraction.Extract(text).Answer;
        return sentence is { Length: > 0 } && sentence.Length < text.Length ? WithoutLabels(sentence) : Boxed(text);
    }

    private static string WithoutLabels(string stated)
    {
        var at = stated.LastIndexOf(" is ", StringComparison.Ordinal);
        var tail = at < 0 ? stated : stated[(at + 4)..];
        return tail.Replace("answer", "", StringComparison.OrdinalIgnoreCase).TrimEnd('.', ' ');
    }

    /// <summary>The last box, with those before it that are joined to it by "and", "or", a comma or nothing.</summary>
    private static string? Boxed(string text)
    {
        List<Range> boxes = [];
        foreach (var box in Boxes.All(text).OrderBy(box => box.Start.Value))
        {
            // Of nested boxes the outermost counts.
            if (boxes.Count == 0 || box.Start.Value > boxes[^1].End.Value)
            {
                boxes.Add(box);
            }
        }
        if (boxes.Count == 0)
        {
            return Unclosed(text);
        }
        var first = boxes.Count - 1;
        while (first > 0 && IsJoint(text[(boxes[first - 1].End.Value + 1)..boxes[first].Start.Value]))
        {
            first--;
        }
        return string.Join(" , ", boxes.Skip(first).Select(box => text[box]));
    }

    private static string? Unclosed(string text)
    {
        var at = text.LastIndexOf("boxed{", StringComparison.Ordinal);
        return at < 0 ? null : text[(at + "boxed{".Length)..];
    }

    private static bool IsJoint(string between)
    {
        if (between.Length > LongestJoint)
        {
            return false;
        }
        var box = between.LastIndexOf('\\');
        var joint = box >= 0 ? between[..box] : between;
        return joint.All(c => !char.IsLetter(c))
            || joint.Contains("and", StringComparison.Ordinal)
            || joint.Contains("or", StringComparison.Ordinal)
            || joint.Contains("\\quad", StringComparison.Ordinal);
    }
}
