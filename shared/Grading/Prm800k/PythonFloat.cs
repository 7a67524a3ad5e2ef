using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Platform.Grading.Prm800k;

/// <summary>Reads numbers as Python's <c>float()</c> does: the reference grader's notion of a number.</summary>
internal static class PythonFloat
{
    private const double Tolerance = 1e-7;
    private static readonly SearchValues<char> Possible = SearchValues.Create("0123456789+-._eE \t\n\r\f\v");

    /// <summary>A finite number that is an integer to within 1e-7; infinities, NaN and text are not.</summary>
    public static bool TryInteger(ReadOnlySpan<char> text, out double value) =>
        TryParse(text, out value) && double.IsFinite(value) && Math.Abs(value - Math.Round(value)) <= Tolerance;

    /// <summary>An integer-valued double, written out in full.</summary>
    public static string Write(double integer) =>
        Math.Abs(integer) < 1e15
            ? ((long)integer).ToString(CultureInfo.InvariantCulture)
            : new BigInteger(integer).ToString(CultureInfo.InvariantCulture);

    private static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        if (text.ContainsAnyExcept(Possible))
        {
            return HasOtherDigits(text) && TryParse(Ascii(text), out value);
        }
        text = text.Trim();
        if (text.Contains('_'))
        {
            if (!UnderscoresSeparateDigits(text))
            {
                return false;
            }
            text = text.ToString().Replace("_", "", StringComparison.Ordinal);
        }
        const NumberStyles Style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out value);
    }

    private static bool UnderscoresSeparateDigits(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isBetween =
                i > 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]);
            if (text[i] == '_' && !isBetween)
            {
                return false;
            }
        }
        return true;
    }

    private static bool HasOtherDigits(ReadOnlySpan<char> text)
    {
        var any = false;
        foreach (var c in text)
        {
            if (c > 127 && char.IsDigit(c))
            {
                any = true;
            }
            else if (!Possible.Contains(c))
            {
                return false;
            }
        }
        return any;
    }

    private static string Ascii(ReadOnlySpan<char> text)
    {
        var ascii = text.ToArray();
        for (var i = 0; i < ascii.Length; i++)
        {
            if (ascii[i] > 127)
            {
                ascii[i] = (char)('0' + (int)char.GetNumericValue(ascii[i]));
            }
        }
        return new string(ascii);
    }
}
