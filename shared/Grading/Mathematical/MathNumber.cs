using System.Globalization;
using System.Numerics;
using Platform.Grading.Algebra;

namespace Platform.Grading.Mathematical;

/// <summary>
/// Digits with a point, a decimal comma, thousands separators, an exponent (<c>4.7e5</c>) or a period
/// (<c>0.1\overline{6}</c>, <c>0.(6)</c>, <c>0.666...</c>).
/// </summary>
internal static class MathNumber
{
    private const int MostDigits = 400;
    private static readonly string[] Separators = [",\\!", "{,}", "{, }", "\\,", ",", " "];
    private static readonly string[] PeriodMarks = ["\\overline", "\\bar", "\\dot", "\\overbar"];
    private static readonly string[] Ellipses = ["...", "\\ldots", "\\dots", "\\cdots"];

    /// <summary>
    /// The number and where it ends; null for digits that are no number, such as <c>0.14159...</c>, whose digits go on
    /// without a period.
    /// </summary>
    /// <param name="inBrackets">Whether a plain comma separates elements there.</param>
    public static (Rational Value, bool IsDecimal, int End)? Read(string text, int start, bool inBrackets)
    {
        var end = Digits(text, start);
        var isPlain = end == text.Length || text[end] is not ('.' or ',' or ' ' or '\\' or '{' or 'e' or 'E');
        if (isPlain)
        {
            return Rational.Parse(text.AsSpan(start, end - start)) is { } integer ? (integer, false, end) : null;
        }
        var digits = text[start..end];
        if (digits == "0" && !inBrackets && text.AsSpan(end).StartsWith(",") && Digits(text, end + 1) > end + 3)
        {
            // No group of thousands starts with 0, so this is a decimal comma.
            var decimals = Digits(text, end + 1);
            return Rational.Parse("0." + text[(end + 1)..decimals]) is { } value ? (value, true, decimals) : null;
        }
        var isGrouped = false;
        while (
            digits.Length is > 0 and < MostDigits
            && (isGrouped || digits.Length <= 3)
            && GroupEnd(text, end, inBrackets) is var next and > 0
        )
        {
            digits += text[(next - 3)..next];
            end = next;
            isGrouped = true;
        }
        if (end < text.Length && text[end] == '.')
        {
            var decimals = Digits(text, end + 1);
            var whole = digits.Length == 0 ? "0" : digits;
            if (Periodic(text, whole, text[(end + 1)..decimals], decimals) is { } periodic)
            {
                return periodic.Value is { } value ? (value, true, periodic.End) : null;
            }
            if (decimals > end + 1)
            {
                return Exponential(text, whole + text[end..decimals], decimals, isDecimal: true);
            }
        }
        return digits.Length == 0 ? null : Exponential(text, digits, end, isDecimal: false);
    }

    private static int Digits(string text, int from)
    {
        while (from < text.Length && char.IsAsciiDigit(text[from]))
        {
            from++;
        }
        return from;
    }

    /// <summary>Where a group of exactly three digits behind a separator ends; 0 if there is none.</summary>
    private static int GroupEnd(string text, int from, bool inBrackets)
    {
        foreach (var separator in Separators)
        {
            if (!text.AsSpan(from).StartsWith(separator))
            {
                continue;
            }
            var start = from + separator.Length;
            while (separator == ",\\!" && start < text.Length && text[start] == ' ')
            {
                start++;
            }
            var end = Digits(text, start);
            return end == start + 3 && !(inBrackets && separator == ",") ? end : 0;
        }
        return 0;
    }

    private static (Rational, bool, int)? Exponential(string text, string digits, int end, bool isDecimal)
    {
        // "1 e10" is a number too, unlike "1 e 10".
        var mark = end < text.Length && text[end] == ' ' ? end + 1 : end;
        if (mark < text.Length && text[mark] is 'e' or 'E')
        {
            var sign = mark + 1 < text.Length && text[mark + 1] is '+' or '-' ? 1 : 0;
            var exponent = Digits(text, mark + 1 + sign);
            var continues = exponent < text.Length && (char.IsLetter(text[exponent]) || text[exponent] is '.' or '^');
            if (exponent > mark + 1 + sign && !continues && (mark == end || sign == 0))
            {
                digits += text[mark..exponent];
                (end, isDecimal) = (exponent, true);
            }
        }
        return Rational.Parse(digits) is { } value ? (value, isDecimal, end) : null;
    }

    /// <summary>Decimals with a period; the value is null if digits go on without a visible one.</summary>
    private static (Rational? Value, int End)? Periodic(string text, string whole, string decimals, int end)
    {
        foreach (var mark in PeriodMarks)
        {
            if (text.AsSpan(end).StartsWith(mark))
            {
                return Marked(text, end + mark.Length) is var (period, after)
                    ? (Value(whole, decimals, period), after)
                    : (null, end);
            }
        }
        if (decimals.Length == 0 && end < text.Length && text[end] == '(')
        {
            var close = Digits(text, end + 1);
            if (close > end + 1 && close < text.Length && text[close] == ')')
            {
                return (Value(whole, "", text[(end + 1)..close]), close + 1);
            }
        }
        foreach (var mark in Ellipses)
        {
            if (decimals.Length > 0 && text.AsSpan(end).StartsWith(mark))
            {
                return (Repeated(whole, decimals), end + mark.Length);
            }
        }
        return null;
    }

    /// <summary>The digits under a bar: <c>{6}</c>, <c> 6</c> or <c>6</c>.</summary>
    private static (string Period, int End)? Marked(string text, int from)
    {
        while (from < text.Length && text[from] == ' ')
        {
            from++;
        }
        var isGroup = from < text.Length && text[from] == '{';
        var start = isGroup ? from + 1 : from;
        var end = isGroup ? Digits(text, start) : Math.Min(start + 1, Digits(text, start));
        var isClosed = !isGroup || (end < text.Length && text[end] == '}');
        return end > start && isClosed ? (text[start..end], isGroup ? end + 1 : end) : null;
    }

    /// <summary>The value of digits that end in the same block at least three times, or twice if it is a longer one.</summary>
    private static Rational? Repeated(string whole, string decimals)
    {
        const int LongestPeriod = 12;
        for (var length = 1; length <= LongestPeriod; length++)
        {
            var times = length == 1 ? 3 : 2;
            if (decimals.Length < times * length)
            {
                return null;
            }
            var period = decimals[^length..];
            var start = decimals.Length;
            while (start >= length && decimals.AsSpan(start - length, length).SequenceEqual(period))
            {
                start -= length;
            }
            if (decimals.Length - start >= times * length)
            {
                return Value(whole, decimals[..start], period);
            }
        }
        return null;
    }

    /// <summary>Digits before the point, digits before the period, and the period.</summary>
    private static Rational? Value(string whole, string decimals, string period)
    {
        if (whole.Length + decimals.Length + period.Length > MostDigits)
        {
            return null;
        }
        var nines = BigInteger.Pow(10, period.Length) - 1;
        var scale = BigInteger.Pow(10, decimals.Length);
        var head = BigInteger.Parse(whole + decimals, CultureInfo.InvariantCulture);
        return new((head * nines) + BigInteger.Parse(period, CultureInfo.InvariantCulture), nines * scale);
    }
}
