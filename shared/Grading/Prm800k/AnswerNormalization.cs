using System.Buffers;
using System.Text;

namespace Platform.Grading.Prm800k;

/// <summary>
/// The second of the reference grader's two normal forms: LaTeX becomes plain text; money, percent and units are removed;
/// words become operators; spaces and braces are removed; letters become lower case; integers are written as such.
/// </summary>
internal static class AnswerNormalization
{
    private static readonly (string Word, string With)[] Words =
    [
        ("\\%", "%"),
        ("\\$", "$"),
        ("$", ""),
        ("%", ""),
        (" or ", " , "),
        (" and ", " , "),
        ("million", "*10^6"),
        ("billion", "*10^9"),
        ("trillion", "*10^12"),
    ];

    private static readonly string[] Units =
    [
        "degree",
        "cm",
        "centimeter",
        "meter",
        "mile",
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "year",
        "foot",
        "feet",
        "inch",
        "yard",
    ];

    private static readonly SearchValues<string> AnyWord = SearchValues.Create(
        [.. Words.Select(word => word.Word)],
        StringComparison.Ordinal
    );

    private static readonly SearchValues<string> AnyUnit = SearchValues.Create(Units, StringComparison.Ordinal);

    public static string Normalize(string answer)
    {
        TextWrapper.TryUnwrap(answer, out var text);
        // One search shows for most short answers that none of these occurs.
        foreach (var (word, with) in text.AsSpan().ContainsAny(AnyWord) ? Words : [])
        {
            text = Python.Replace(text, word, with);
        }
        foreach (var unit in text.AsSpan().ContainsAny(AnyUnit) ? Units : [])
        {
            text = WithoutUnit(text, unit);
        }
        text = WithoutDegrees(text);
        if (text.Length > 0 && text[0] == '{' && text[^1] == '}')
        {
            text = text.Length > 1 ? text[1..^1] : "";
        }
        text = WithoutSpacedCommas(text);
        if (PythonFloat.TryInteger(text, out var integer))
        {
            text = PythonFloat.Write(Math.Round(integer));
        }
        if (text.Contains('\\'))
        {
            text = LatexText.ToText(text) ?? text;
        }
        text = Compact(text);
        return PythonFloat.TryInteger(ThousandsSeparators.Remove(text), out _) ? Truncated(text) : text;
    }

    /// <summary>Removes the word, an optional "es" and "s", spaces, and a power such as <c>^2</c>.</summary>
    private static string WithoutUnit(string text, string unit)
    {
        var at = text.IndexOf(unit, StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }
        var result = new StringBuilder(text.Length);
        var from = 0;
        for (; at >= 0; at = text.IndexOf(unit, from, StringComparison.Ordinal))
        {
            result.Append(text, from, at - from);
            from = at + unit.Length;
            if (text.AsSpan(from).StartsWith("es"))
            {
                from += 2;
            }
            if (from < text.Length && text[from] == 's')
            {
                from++;
            }
            from = AfterSpaces(text, from);
            if (from + 1 < text.Length && text[from] == '^' && char.IsAsciiDigit(text[from + 1]))
            {
                from++;
                while (from < text.Length && char.IsAsciiDigit(text[from]))
                {
                    from++;
                }
            }
        }
        return result.Append(text, from, text.Length - from).ToString();
    }

    private static string WithoutDegrees(string text)
    {
        const string Circle = "\\circ";
        if (!text.Contains(Circle, StringComparison.Ordinal))
        {
            return text;
        }
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '^' && AfterSpaces(text, i + 1) is var end && text.AsSpan(end).StartsWith(Circle))
            {
                i = end + Circle.Length - 1;
            }
            else
            {
                // A run of spaces is only scanned from its caret, so this stays linear.
                result.Append(text[i]);
            }
        }
        return result.ToString();
    }

    /// <summary><c>40,\! 000</c> is 40000.</summary>
    private static string WithoutSpacedCommas(string text)
    {
        const string Comma = ",\\!";
        var at = text.IndexOf(Comma, StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }
        var result = new StringBuilder(text.Length);
        var from = 0;
        for (; at >= 0; at = text.IndexOf(Comma, from, StringComparison.Ordinal))
        {
            result.Append(text, from, at - from);
            from = AfterSpaces(text, at + Comma.Length);
        }
        return result.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>
    /// Spaces between digits become a plus (a mixed number); all other spaces are removed, also after a minus, and so are
    /// braces.
    /// </summary>
    private static string Compact(string text)
    {
        if (!text.AsSpan().ContainsAny(' ', '{', '}'))
        {
            return Python.Lower(text);
        }
        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        var length = 0;
        var closedAt = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ' ' && i > 0 && char.IsAsciiDigit(text[i - 1]))
            {
                var end = AfterSpaces(text, i);
                // The digit that closes one mixed number does not open the next.
                if (end < text.Length && char.IsAsciiDigit(text[end]) && closedAt != i - 1)
                {
                    rented[length++] = '+';
                    closedAt = end;
                }
                i = end - 1;
                continue;
            }
            // Without a branch, since spaces are frequent and follow no pattern.
            rented[length] = c;
            length += (c == ' ') | (c == '{') | (c == '}') ? 0 : 1;
        }
        var compact = Python.Lower(rented.AsSpan(0, length));
        ArrayPool<char>.Shared.Return(rented);
        return compact;
    }

    private static string Truncated(string text)
    {
        // The reference drops every comma here, not only those between thousands.
        PythonFloat.TryInteger(text.Replace(",", "", StringComparison.Ordinal), out var value);
        return PythonFloat.Write(Math.Truncate(value));
    }

    private static int AfterSpaces(string text, int from)
    {
        while (from < text.Length && text[from] == ' ')
        {
            from++;
        }
        return from;
    }
}
