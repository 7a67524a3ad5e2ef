namespace Platform.Grading.Mathematical;

/// <summary>Digits with a point, a decimal comma, or thousands separators.</summary>
internal static class MathNumber
{
    private const int MostDigits = 400;
    private static readonly string[] Separators = [",\\!", "{,}", "{, }", "\\,", ",", " "];

    /// <summary>The digits, with a point if there is one, and where the number ends.</summary>
    /// <param name="inBrackets">Whether a plain comma separates elements there.</param>
    public static (string Digits, int End) Read(string text, int start, bool inBrackets)
    {
        var end = Digits(text, start);
        var digits = text[start..end];
        if (digits == "0" && !inBrackets && text.AsSpan(end).StartsWith(",") && Digits(text, end + 1) > end + 3)
        {
            // No group of thousands starts with 0, so this is a decimal comma.
            var decimals = Digits(text, end + 1);
            return ("0." + text[(end + 1)..decimals], decimals);
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
            if (decimals > end + 1)
            {
                return ((digits.Length == 0 ? "0" : digits) + text[end..decimals], decimals);
            }
        }
        return (digits, end);
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
}
