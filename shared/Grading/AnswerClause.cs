namespace Platform.Grading;

/// <summary>
/// Where a stated answer ends within its sentence: <c>64, in total, so ...</c> states 64, <c>2, 3 and 5</c> states all of it.
/// </summary>
internal static class AnswerClause
{
    /// <summary>Characters within which a bracket must be closed.</summary>
    private const int LongestBracket = 256;

    /// <summary>Words that always begin a clause of their own.</summary>
    private static readonly string[] Clauses = ["because", "since", "therefore", "hence", "thus", "but"];

    /// <summary>Words that begin one behind a value.</summary>
    private static readonly string[] AfterValue = ["so", "as", "which", "where", "whereas", "due", "i.e"];

    /// <summary>Words that begin one behind a value and "and".</summary>
    private static readonly string[] Subjects =
    [
        "the",
        "this",
        "that",
        "these",
        "there",
        "thus",
        "so",
        "not",
        "we",
        "it",
        "its",
        "he",
        "she",
        "they",
        "i",
        "you",
        "our",
        "hence",
        "therefore",
        "is",
    ];

    /// <summary>Words behind "or" or an opening bracket that only say the same once more.</summary>
    private static readonly string[] Remarks =
    [
        "or",
        "about",
        "approximately",
        "approx",
        "roughly",
        "equivalently",
        "because",
        "since",
        "as",
        "so",
        "which",
        "that is",
        "i.e",
        "e.g",
        "in other",
        "rounded",
        "note",
        "see",
    ];

    /// <summary>The part of <paramref name="text"/>, which begins with an answer, that belongs to the answer.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> text)
    {
        var hasValue = false;
        for (var i = 0; i < text.Length; )
        {
            if (Markup.MathsLength(text[i..]) is var maths and > 0)
            {
                (hasValue, i) = (true, i + maths);
                continue;
            }
            if (IsEnd(text, i, hasValue))
            {
                return text[..i];
            }
            hasValue |= char.IsDigit(text[i]) || text[i] == '\\';
            i += Bracket(text[i..]) is var bracket and > 0 ? bracket : 1;
        }
        return text;
    }

    private static bool IsEnd(ReadOnlySpan<char> text, int at, bool hasValue)
    {
        var rest = text[(at + 1)..];
        return text[at] switch
        {
            '\n' or '\r' or '。' or '；' => true,
            '.' when text[..at].EndsWith(".m") || text[..at].EndsWith("..") || rest.StartsWith(".") => false, // p.m., 0.3...
            '.' or '!' or '?' => rest.IsEmpty || char.IsWhiteSpace(rest[0]) || rest.StartsWith("**"),
            ',' or ';' or '，' => EndsAtComma(rest, hasValue),
            ' ' => EndsAtSpace(rest, hasValue),
            _ => false,
        };
    }

    /// <summary>A list goes on with a value; a word begins a clause, unless the list is one of words.</summary>
    private static bool EndsAtComma(ReadOnlySpan<char> rest, bool hasValue)
    {
        var item = rest.TrimStart(" \t");
        var isSpaced = item.Length < rest.Length;
        var word = Word(item);
        if (word is "and" or "or")
        {
            item = item[word.Length..].TrimStart(" \t");
            word = Word(item);
        }
        return word.IsEmpty || IsName(item, word)
            ? item.IsEmpty
            : (hasValue && (isSpaced || item[0] >= 128))
                || StartsWithAny(item, Clauses)
                || StartsWithAny(item, AfterValue)
                || word is "not" or "in";
    }

    private static bool EndsAtSpace(ReadOnlySpan<char> rest, bool hasValue)
    {
        if (rest.StartsWith("— ") || (rest.StartsWith("– ") && !Word(rest[2..]).IsEmpty) || rest.StartsWith("-- "))
        {
            return true;
        }
        if (rest.StartsWith("("))
        {
            return StartsWithAny(rest[1..], Remarks);
        }
        var word = Word(rest);
        return !word.IsEmpty
            && (
                StartsWithAny(rest, Clauses)
                || (hasValue && StartsWithAny(rest, AfterValue))
                || (hasValue && word is "and" && StartsWithAny(rest[3..].TrimStart(), Subjects))
                || (hasValue && word is "or" && StartsWithAny(rest[2..].TrimStart(), Remarks))
            );
    }

    /// <summary>A variable, or any name that a value is given to: <c>y</c>, <c>y = 3</c>, <c>Bob: 7</c>.</summary>
    private static bool IsName(ReadOnlySpan<char> item, ReadOnlySpan<char> word) =>
        (word.Length == 1 && word is not ("a" or "A" or "I")) || item[word.Length..].TrimStart() is ['=' or ':', ..];

    /// <summary>The letters that the text starts with.</summary>
    private static ReadOnlySpan<char> Word(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && char.IsLetter(text[end]))
        {
            end++;
        }
        return text[..end];
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var known in words)
        {
            if (
                text.StartsWith(known, StringComparison.OrdinalIgnoreCase)
                && (text.Length == known.Length || !char.IsLetterOrDigit(text[known.Length]))
            )
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The length of the bracketed part that the text starts with; 0 if it starts with none that is closed.</summary>
    private static int Bracket(ReadOnlySpan<char> text)
    {
        if (text[0] is not ('(' or '[' or '{'))
        {
            return 0;
        }
        text = text[..Math.Min(text.Length, LongestBracket)];
        var depth = 0;
        for (var i = 0; i < text.Length && text[i] is not ('\n' or '\r'); i++)
        {
            depth += text[i] switch
            {
                '(' or '[' or '{' => 1,
                ')' or ']' or '}' => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return i + 1;
            }
        }
        return 0;
    }
}
