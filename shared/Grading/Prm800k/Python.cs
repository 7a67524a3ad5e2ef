using System.Buffers;
using System.Text;

namespace Platform.Grading.Prm800k;

/// <summary>
/// The differences between Python's strings and ours: its characters are code points, and it has a few more spaces.
/// </summary>
internal static class Python
{
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    public static string Strip(string text)
    {
        var start = 0;
        var end = text.Length;
        while (start < end && IsSpace(text[start]))
        {
            start++;
        }
        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }
        return text[start..end];
    }

    /// <summary>Replaces all occurrences; the text itself if there are none.</summary>
    public static string Replace(string text, string what, string with) =>
        text.Contains(what, StringComparison.Ordinal) ? text.Replace(what, with, StringComparison.Ordinal) : text;

    public static string WithoutSpaces(string text)
    {
        if (!text.Contains(' '))
        {
            return text;
        }
        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        var length = 0;
        foreach (var c in text)
        {
            // Without a branch, since spaces are frequent and follow no pattern.
            rented[length] = c;
            length += c == ' ' ? 0 : 1;
        }
        var compact = new string(rented, 0, length);
        ArrayPool<char>.Shared.Return(rented);
        return compact;
    }

    /// <summary>In lower case; in a single pass of the processor's vectors for texts of ASCII.</summary>
    public static string Lower(ReadOnlySpan<char> text) =>
        string.Create(
            text.Length,
            text,
            static (lower, text) =>
            {
                if (Ascii.ToLower(text, lower, out _) != OperationStatus.Done)
                {
                    text.ToLowerInvariant(lower);
                }
            }
        );

    public static int CharacterLength(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;

    public static int Length(ReadOnlySpan<char> text)
    {
        var length = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            length++;
        }
        return length;
    }
}
