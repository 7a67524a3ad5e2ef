using System.Globalization;

namespace Platform.Grading.Mathematical;

/// <summary>Dates such as 11/22/2002, which are not quotients.</summary>
internal static class Dates
{
    /// <summary>The date without leading zeros; null for anything else.</summary>
    public static string? Read(string text)
    {
        const int Longest = 10;
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length > Longest || trimmed.Count('/') != 2)
        {
            return null;
        }
        var first = trimmed.IndexOf('/');
        var last = trimmed.LastIndexOf('/');
        return
            Number(trimmed[..first], 2) is { } month
            && Number(trimmed[(first + 1)..last], 2) is { } day
            && trimmed.Length - last > 4
            && Number(trimmed[(last + 1)..], 4) is { } year
            ? string.Create(CultureInfo.InvariantCulture, $"{month}/{day}/{year}")
            : null;
    }

    private static int? Number(ReadOnlySpan<char> digits, int most) =>
        digits.Length <= most && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
