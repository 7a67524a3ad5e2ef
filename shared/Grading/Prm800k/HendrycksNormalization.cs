using System.Text;

namespace Platform.Grading.Prm800k;

/// <summary>
/// The first of the reference grader's two normal forms: that of the MATH release (Hendrycks et al.). Two answers with
/// the same form are equal. Where the reference gives up in the middle, it keeps the answer as it was; so does this.
/// </summary>
internal static class HendrycksNormalization
{
    public static string Normalize(string answer)
    {
        answer = Python.Strip(answer);
        if (TextWrapper.TryUnwrap(answer, out var content))
        {
            answer = Python.Strip(content);
        }
        return Rewrite(answer) ?? answer;
    }

    private static string? Rewrite(string text)
    {
        text = Python.Replace(text, "\n", "");
        if (text.Contains('\\'))
        {
            text = Python.Replace(text, "\\!", "");
            text = Python.Replace(text, "\\\\", "\\");
        }
        text = Python.Replace(text, "tfrac", "frac");
        text = Python.Replace(text, "dfrac", "frac");
        if (text.Contains('\\'))
        {
            text = Python.Replace(text, "\\left", "");
            text = Python.Replace(text, "\\right", "");
            text = Python.Replace(text, "^{\\circ}", "");
            text = Python.Replace(text, "^\\circ", "");
            text = Python.Replace(text, "\\$", "");
            if (WithoutUnits(text) is not { } measured)
            {
                return null;
            }
            text = Python.Replace(measured, "\\%", "");
        }
        text = Python.Replace(text, " .", " 0.");
        text = Python.Replace(text, "{.", "{0.");
        if (text.Length == 0)
        {
            return text;
        }
        if (text[0] == '.')
        {
            text = "0" + text;
        }
        text = WithoutVariable(text);
        if (text.Contains("\\sqrt", StringComparison.Ordinal))
        {
            if (BracedRoots(text) is not { } rooted)
            {
                return null;
            }
            text = rooted;
        }
        text = Python.WithoutSpaces(text);
        if (text.Contains("\\frac", StringComparison.Ordinal))
        {
            if (BracedFractions(text) is not { } braced)
            {
                return null;
            }
            text = braced;
        }
        return text == "0.5" ? "\\frac{1}{2}" : PlainFraction(text);
    }

    /// <summary>Cuts at <c>\text{ </c>, which only ever holds a unit; the reference fails on two of them.</summary>
    private static string? WithoutUnits(string text)
    {
        const string Unit = "\\text{ ";
        var at = text.IndexOf(Unit, StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }
        return text.AsSpan(at + Unit.Length).Contains(Unit, StringComparison.Ordinal) ? null : text[..at];
    }

    /// <summary>
    /// <c>x=5</c> is 5, for names of at most two characters (Unicode code points, as the reference counts).
    /// </summary>
    private static string WithoutVariable(string text)
    {
        var at = text.IndexOf('=');
        return at >= 0 && text.LastIndexOf('=') == at && Python.Length(text.AsSpan(0, at)) <= 2
            ? text[(at + 1)..]
            : text;
    }

    /// <summary><c>\sqrt3</c> becomes <c>\sqrt{3}</c>.</summary>
    private static string? BracedRoots(string text)
    {
        var parts = text.Split("\\sqrt");
        var result = new StringBuilder(parts[0], text.Length + 8);
        foreach (var part in parts.AsSpan(1))
        {
            if (part.Length == 0)
            {
                return null;
            }
            result.Append("\\sqrt");
            var first = Python.CharacterLength(part, 0);
            if (part[0] == '{')
            {
                result.Append(part);
            }
            else
            {
                result.Append('{').Append(part, 0, first).Append('}').Append(part, first, part.Length - first);
            }
        }
        return result.ToString();
    }

    /// <summary><c>\frac12</c>, <c>\frac1{72}</c> become <c>\frac{1}{2}</c>, <c>\frac{1}{72}</c>.</summary>
    private static string? BracedFractions(string text)
    {
        var parts = text.Split("\\frac");
        var result = new StringBuilder(parts[0], text.Length + 8);
        foreach (var part in parts.AsSpan(1))
        {
            if (part.Length == 0)
            {
                return null;
            }
            result.Append("\\frac");
            if (part[0] == '{')
            {
                result.Append(part);
                continue;
            }
            var first = Python.CharacterLength(part, 0);
            if (part.Length == first)
            {
                return text;
            }
            var second = Python.CharacterLength(part, first);
            result.Append('{').Append(part, 0, first).Append('}');
            if (part[first] == '{')
            {
                result.Append(part, first, part.Length - first);
            }
            else
            {
                var rest = first + second;
                result.Append('{').Append(part, first, second).Append('}').Append(part, rest, part.Length - rest);
            }
        }
        return result.ToString();
    }

    /// <summary><c>a/b</c> of two integers becomes <c>\frac{a}{b}</c>.</summary>
    private static string PlainFraction(string text)
    {
        var slash = text.IndexOf('/');
        if (slash < 0 || !IsInteger(text.AsSpan(0, slash)) || !IsInteger(text.AsSpan(slash + 1)))
        {
            return text;
        }
        return $"\\frac{{{text[..slash]}}}{{{text[(slash + 1)..]}}}";
    }

    private static bool IsInteger(ReadOnlySpan<char> text)
    {
        // Python refuses integers of more than 4300 digits.
        var digits = text.StartsWith("-") ? text[1..] : text;
        if (digits.IsEmpty || digits.Length > 4300 || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }
        return digits[0] != '0' || (digits.Length == 1 && digits.Length == text.Length);
    }
}
