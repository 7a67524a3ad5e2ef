using Platform.Grading.Algebra;

namespace Platform.Grading.Prm800k;

/// <summary>
/// Symbolic equality for the expressions that the reference grader passes to sympy: at most two different letters (so words
/// are not expressions), and only single-digit exponents.
/// </summary>
internal static class SympyEquality
{
    private const int MaximumLength = 2000;
    private const int MostLetters = 2;
    private const string Comparison = "==";

    public static Verdict Decide(string given, string truth)
    {
        if (given.Length + truth.Length > MaximumLength)
        {
            return new(false, "differs, and too long to compare as expressions");
        }
        if (Letters(given, truth) > MostLetters)
        {
            return new(false, "differs, and more than two letters are not compared as expressions");
        }
        if (HasHardPower(given) || HasHardPower(truth))
        {
            return new(false, "differs, and such powers are not compared as expressions");
        }
        if (Truth(given) is not null || Truth(truth) is not null)
        {
            return Integer(given) is { } x && Integer(truth) is { } y && x == y
                ? new(true, "equal, with a comparison as 0 or 1")
                : new(false, "differs from a comparison");
        }
        if (PlainParser.Parse(given) is not { } a)
        {
            return new(false, "differs, and the given answer is no expression");
        }
        return PlainParser.Parse(truth) is { } b
            ? Equality.Decide(a, b, Domain.Complex)
            : new(false, "differs, and the reference is no expression");
    }

    /// <summary>Whether the reference grader would ask sympy about this expression at all.</summary>
    public static bool IsAllowed(string text) =>
        text.Length <= MaximumLength && Letters(text, "") <= MostLetters && !HasHardPower(text);

    /// <summary>
    /// The value of <c>a==b</c>, which Python decides by the form of both sides before sympy sees it; null for anything else.
    /// </summary>
    public static bool? Truth(string text)
    {
        var at = text.IndexOf(Comparison, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }
        var (left, right) = (text[..at], text[(at + Comparison.Length)..]);
        return PlainParser.Parse(left) is { } a && PlainParser.Parse(right) is { } b
            ? left == right || (RationalValue.Of(a) is { } x && RationalValue.Of(b) == x)
            : null;
    }

    /// <summary>The integer that a text is to Python; a comparison is 0 or 1.</summary>
    private static Rational? Integer(string text) =>
        Truth(text) is { } isTrue ? (isTrue ? 1 : 0)
        : PlainParser.Parse(text) is { } expression
        && Form.Of(expression, Work.ForOneComparison())?.AsConstant()
            is { Precision: 0, Value: { IsInteger: true } value }
            ? value
        : null;

    /// <summary>The number of different letters of both texts, outside of two names; counting ends at the third.</summary>
    private static int Letters(string given, string truth)
    {
        Span<int> letters = stackalloc int[MostLetters + 1];
        return Collect(truth, letters, Collect(given, letters, 0));
    }

    private static int Collect(string text, Span<int> letters, int count)
    {
        text = Python.Replace(Python.Replace(text, "sqrt", ""), "frac", "");
        foreach (var rune in text.EnumerateRunes())
        {
            if (count == letters.Length)
            {
                break;
            }
            if (System.Text.Rune.IsLetter(rune) && !letters[..count].Contains(rune.Value))
            {
                letters[count++] = rune.Value;
            }
        }
        return count;
    }

    /// <summary><c>^{</c>, <c>^(</c>, a tower <c>^2^</c>, or an exponent of two digits.</summary>
    private static bool HasHardPower(string text)
    {
        for (var at = text.IndexOf('^'); at >= 0; at = text.IndexOf('^', at + 1))
        {
            var rest = text.AsSpan(at + 1);
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            digits = digits < 0 ? rest.Length : digits;
            var next = digits < rest.Length ? rest[digits] : ' ';
            if (digits > 1 || (digits == 1 && next == '^') || (digits == 0 && next is '{' or '('))
            {
                return true;
            }
        }
        return false;
    }
}
