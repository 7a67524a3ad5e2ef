namespace Platform.Grading.Prm800k;

/// <summary>The rules of openai/prm800k's grader, on its own normal forms.</summary>
internal static class Prm800kComparison
{
    private const string Brackets = "()[]";

    public static Verdict Compare(string given, string truth)
    {
        if (HendrycksNormalization.Normalize(given) == HendrycksNormalization.Normalize(truth))
        {
            return new(true, "equal after normalisation");
        }
        var (a, b) = (AnswerNormalization.Normalize(given), AnswerNormalization.Normalize(truth));
        if (a == b)
        {
            return new(true, "equal after normalisation");
        }
        if (a.Length == 0)
        {
            return new(false, "the given answer is empty");
        }
        return b.Length == 0 ? new(false, "the reference is empty") : Elements(a, b);
    }

    /// <summary>The parts of a tuple or interval; the whole text if it is neither.</summary>
    public static string[] Split(string normalized)
    {
        var text = ThousandsSeparators.Remove(normalized);
        if (text.Length > 2 && Brackets.Contains(text[0]) && Brackets.Contains(text[^1]))
        {
            var inside = text.AsSpan(1, text.Length - 2);
            if (!inside.ContainsAny(Brackets))
            {
                return [.. inside.ToString().Split(',').Select(Python.Strip)];
            }
        }
        return [text];
    }

    /// <summary>A fraction of integers such as 3/4, each of which may be followed by one more character.</summary>
    public static bool IsFraction(ReadOnlySpan<char> text)
    {
        if (text.EndsWith("\n"))
        {
            text = text[..^1];
        }
        var slash = text.IndexOf('/');
        if (slash < 0 || text.Contains('\n'))
        {
            return false;
        }
        var above = text[..slash];
        var below = text[(slash + 1)..];
        above = above.StartsWith("-") ? above[1..] : above;
        return IsDigits(above) && IsDigits(below) && HasValue(below);
    }

    private static Verdict Elements(string given, string truth)
    {
        var (a, b) = (Split(given), Split(truth));
        if (b.Length > 1 && (given[0] != truth[0] || given[^1] != truth[^1]))
        {
            return new(false, "brackets differ");
        }
        if (a.Length != b.Length)
        {
            return new(false, $"{a.Length} elements, the reference has {b.Length}");
        }
        if (a.Length == 1)
        {
            return Element(a[0], b[0]);
        }
        for (var i = 0; i < a.Length; i++)
        {
            if (Element(a[i], b[i]) is { Equal: false } verdict)
            {
                return new(false, $"tuple element {i + 1} differs: {verdict.Reason}");
            }
        }
        return new(true, "equal element by element");
    }

    private static Verdict Element(string given, string truth)
    {
        if (IsFraction(given) && IsFraction(truth))
        {
            return given == truth
                ? new(true, "the same fraction")
                : new(false, "fractions not written alike (an unreduced fraction is wrong)");
        }
        var (isInteger, shouldBe) = (IsInteger(given), IsInteger(truth));
        if (isInteger != shouldBe)
        {
            return new(false, shouldBe ? "not written as an integer" : "an integer, the reference is not");
        }
        return SympyEquality.Decide(given, truth);
    }

    public static bool IsInteger(string text) => PythonFloat.TryInteger(ThousandsSeparators.Remove(text), out _);

    /// <summary>Digits, possibly followed by one more character.</summary>
    private static bool IsDigits(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        return digits < 0
            ? text.Length > 0
            : digits > 0 && digits + 1 >= text.Length - (char.IsHighSurrogate(text[digits]) ? 1 : 0);
    }

    private static bool HasValue(ReadOnlySpan<char> digits)
    {
        var first = digits.IndexOfAnyExcept('0');
        return first >= 0 && char.IsAsciiDigit(digits[first]);
    }
}
