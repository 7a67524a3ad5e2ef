using System.Text;

namespace Platform.Grading.Prm800k;

/// <summary>Commas between thousands, as opposed to those of tuples.</summary>
internal static class ThousandsSeparators
{
    /// <summary>
    /// Removes commas that follow a digit and precede exactly three digits. As in the reference, the character behind the
    /// three digits is consumed with them, so of adjoining groups every second comma waits for the next pass, where it may
    /// be followed by six digits and then stays: 1,000,000 loses both commas, 1,000,000,000 keeps one.
    /// </summary>
    public static string Remove(string text)
    {
        while (text.Contains(',') && Pass(text) is { } shorter)
        {
            text = shorter;
        }
        return text;
    }

    private static string? Pass(string text)
    {
        StringBuilder? result = null;
        var from = 0;
        for (var comma = text.IndexOf(','); comma >= 0; comma = Next(text, comma))
        {
            if (comma - 1 < from || !Separates(text, comma))
            {
                continue;
            }
            result ??= new StringBuilder(text.Length);
            result.Append(text, from, comma - from);
            from = Math.Min(comma + 5, text.Length);
            result.Append(text, comma + 1, from - comma - 1);
        }
        return result?.Append(text, from, text.Length - from).ToString();
    }

    private static int Next(string text, int comma) => text.IndexOf(',', comma + 1);

    private static bool Separates(string text, int comma) =>
        comma > 0
        && comma + 3 < text.Length
        && char.IsDigit(text[comma - 1])
        && char.IsDigit(text[comma + 1])
        && char.IsDigit(text[comma + 2])
        && char.IsDigit(text[comma + 3])
        && (comma + 4 == text.Length || !char.IsDigit(text[comma + 4]));
}
