using System.Buffers;
using System.Diagnostics;

namespace Platform.Grading;

/// <summary>
/// The sentence that states an answer: "Therefore, the answer is $5$.", "Final Answer: The largest n is 34."
/// </summary>
internal static class AnswerSentence
{
    private const string Heading = "final answer:";

    /// <summary>Sentences that are read, from the last on, before the search ends.</summary>
    private const int MostSentences = 16;

    private static readonly string[] Statements =
    [
        "answer is",
        "answers are",
        "answer would be",
        "answer will be",
        "answer must be",
        "answer should be",
        "answer equals",
        "correct option is",
        "correct choice is",
        "答案是",
        "答案为",
        "答案选",
        "答案：",
        "答案:",
        "答え：",
        "答え:",
        "答えは",
    ];

    private static readonly string[] Marks = [.. Statements, Heading];

    // The search for letters of one alphabet is much faster, and most texts have no others.
    private static readonly SearchValues<string> LatinMarks = SearchValues.Create(
        [.. Marks.Where(mark => mark.All(char.IsAscii))],
        StringComparison.OrdinalIgnoreCase
    );

    private static readonly SearchValues<string> AllMarks = SearchValues.Create(
        Marks,
        StringComparison.OrdinalIgnoreCase
    );

    /// <summary>Words between a statement and its answer that say nothing.</summary>
    private static readonly string[] Fillers =
    [
        "simply",
        "just",
        "therefore",
        "thus",
        "then",
        "hence",
        "indeed",
        "actually",
        "clearly",
        "equal to",
        "given by",
        "option",
        "choice",
    ];

    /// <summary>What such a sentence says about an answer without stating one.</summary>
    private static readonly string[] Remarks =
    [
        "no longer",
        "not correct",
        "not right",
        "not unique",
        "correct",
        "right",
        "wrong",
        "incorrect",
        "verified",
        "confirmed",
        "as follows",
        "in",
        "unclear",
        "the same",
    ];

    /// <summary>The answer of the last sentence that states one; null if there is none.</summary>
    public static string? Last(string text)
    {
        var marks = Find(text);
        for (var i = marks.Count - 1; i >= Math.Max(0, marks.Count - MostSentences); i--)
        {
            var (at, mark) = marks[i];
            var rest = text.AsSpan(at + mark.Length);
            if ((mark == Heading ? Headed(rest) : Stated(rest)) is { } answer)
            {
                return answer;
            }
        }
        return null;
    }

    /// <summary>The answer that the text begins with, with the rest of its clause; null if there is none.</summary>
    public static string? Value(ReadOnlySpan<char> text)
    {
        text = text.TrimStart(" \t\r\n:*,");
        while (Filler(text) is var filler and > 0)
        {
            text = text[filler..].TrimStart(" \t\r\n:*,");
        }
        var answer = StepTags.WithoutLabel(Joined(text) ?? AnswerClause.Of(text));
        answer = StepTags.WithoutLabel(Markup.Strip(answer));
        return AnswerText.IsEmpty(answer) ? null : answer.ToString();
    }

    /// <summary>"Final Answer: The largest n is 34." gives 34.</summary>
    public static string? Headed(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(" \t\r\n*");
        var sentence = AnswerClause.Of(rest);
        var verb = sentence.LastIndexOf(" is ");
        return Value(verb < 0 ? rest : rest[(verb + 4)..]);
    }

    /// <summary>The statements and headings of a text, in order.</summary>
    private static List<(int At, string Mark)> Find(ReadOnlySpan<char> text)
    {
        var marks = text.Contains('答') ? AllMarks : LatinMarks;
        List<(int At, string Mark)> found = [];
        for (var from = 0; text[from..].IndexOfAny(marks) is var skip and >= 0; from = found[^1].At + 1)
        {
            found.Add((from + skip, First(text[(from + skip)..])));
        }
        return found;

        static string First(ReadOnlySpan<char> text)
        {
            foreach (var mark in Marks)
            {
                if (text.StartsWith(mark, StringComparison.OrdinalIgnoreCase))
                {
                    return mark;
                }
            }
            throw new UnreachableException();
        }
    }

    private static string? Stated(ReadOnlySpan<char> rest)
    {
        var value = Value(rest);
        if (value is ['n' or 'N', 'o', 't', ' ', var first, ..] && !char.IsLetter(first))
        {
            return null; // not 10
        }
        foreach (var remark in Remarks)
        {
            if (
                value is not null
                && value.StartsWith(remark, StringComparison.OrdinalIgnoreCase)
                && (value.Length == remark.Length || !char.IsLetterOrDigit(value[remark.Length]))
            )
            {
                return null;
            }
        }
        return value;
    }

    private static int Filler(ReadOnlySpan<char> text)
    {
        foreach (var filler in Fillers)
        {
            if (
                text.StartsWith(filler, StringComparison.OrdinalIgnoreCase)
                && text.Length > filler.Length
                && text[filler.Length] is ' ' or ',' or ':' or '\n'
            )
            {
                return filler.Length + (text[filler.Length] == ',' ? 1 : 0);
            }
        }
        return 0;
    }

    /// <summary>
    /// Maths at the beginning is the answer, with the maths that a comma, "and" or "or" joins to it; null if the text begins
    /// with none, or if what is joined to it is not in maths.
    /// </summary>
    private static string? Joined(ReadOnlySpan<char> text)
    {
        var length = Markup.Find(text, out var first);
        if (length == 0)
        {
            return null;
        }
        List<string> all = [first.ToString()];
        for (text = text[length..]; Joints.Length(text) is var joint and > 0; text = text[(joint + length)..])
        {
            length = Markup.Find(text[joint..], out var next);
            if (length == 0)
            {
                return text.Length > joint && char.IsAsciiDigit(text[joint]) ? null : string.Join(", ", all);
            }
            all.Add(next.ToString());
        }
        return string.Join(", ", all);
    }
}
