using System.Globalization;

namespace Platform.Synthetic.Game24;

/// <summary>
/// A number as written by a language model: <c>6</c>, <c>-2</c>, <c>1.5</c>, <c>4.66667</c>, <c>5/3</c>. A decimal with at
/// least two places stands for every value that rounds or truncates to it; everything else stands for itself.
/// </summary>
/// <param name="numerator">Numerator of the value as written.</param>
/// <param name="denominator">Denominator of the value as written; a power of ten for a decimal.</param>
/// <param name="places">Number of digits after the decimal point.</param>
internal readonly struct WrittenNumber(long numerator, long denominator, int places)
{
    private const int MostDigits = 12;

    /// <summary>Returns false if the text is not a number, or is longer than any number of a puzzle.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out WrittenNumber number)
    {
        number = default;
        var negative = text.StartsWith('-');
        if (negative)
        {
            text = text[1..];
        }

        var mark = text.IndexOfAny('.', '/');
        var first = mark < 0 ? text : text[..mark];
        var second = mark < 0 ? default : text[(mark + 1)..];
        if (
            !Digits(first, out var above)
            || (mark >= 0 && !Digits(second[..Math.Min(second.Length, MostDigits)], out _))
        )
        {
            return false;
        }

        if (mark < 0)
        {
            number = new WrittenNumber(negative ? -above : above, 1, 0);
            return true;
        }
        if (text[mark] == '/')
        {
            if (!Digits(second, out var below) || below == 0)
            {
                return false;
            }

            number = new WrittenNumber(negative ? -above : above, below, 0);
            return true;
        }
        // Places beyond the twelfth only show that the number continues.
        if (second.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        second = second[..Math.Min(second.Length, MostDigits - first.Length)];
        if (second.IsEmpty)
        {
            return false;
        }

        _ = Digits(second, out var after);
        var scale = 1L;
        for (var i = 0; i < second.Length; i++)
        {
            scale *= 10;
        }

        above = (above * scale) + after;
        number = new WrittenNumber(negative ? -above : above, scale, second.Length);
        return true;
    }

    /// <summary>Returns true if the text may stand for the value.</summary>
    public bool StandsFor(Fraction value)
    {
        // |written - value| as a fraction of the last place: equal, rounded (half), or truncated (less than one).
        var difference = Int128.Abs(((Int128)numerator * value.Denominator) - ((Int128)value.Numerator * denominator));
        if (difference == 0)
        {
            return true;
        }

        if (places < 2)
        {
            return false;
        }

        var place = (Int128)value.Denominator;
        var cutOff =
            Int128.Abs((Int128)numerator * value.Denominator) < Int128.Abs((Int128)value.Numerator * denominator);
        return difference * 2 <= place || (cutOff && difference < place);
    }

    private static bool Digits(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        return text.Length is > 0 and <= MostDigits
            && !text.ContainsAnyExceptInRange('0', '9')
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
