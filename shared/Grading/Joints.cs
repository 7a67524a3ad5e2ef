using System.Text.RegularExpressions;

namespace Platform.Grading;

/// <summary>What joins several values to one answer: a comma, "and", "or".</summary>
internal static partial class Joints
{
    /// <summary>The length of the joint that the text starts with; 0 if it starts with none.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        foreach (var match in Start().EnumerateMatches(text))
        {
            return match.Length;
        }
        return 0;
    }

    /// <summary>True if the text joins what is before it to what is behind it, maths delimiters and spaces aside.</summary>
    public static bool Is(ReadOnlySpan<char> text) => Whole().IsMatch(text);

    [GeneratedRegex(@"\A\s*(?:[,;，、]\s*(?:(?:and|or)\s+|[和或]\s*)?|(?:and|or)\s+|[和或]\s*)")]
    private static partial Regex Start();

    // Between two boxes: "$, $", "\) and \(", "\text{ or }", ",\quad".
    [GeneratedRegex(
        @"\A(?:[\s$~]|\\[()\[\],;:! ]|\\q?quad)*(?:[,;，、]|\\text\w*\s*\{\s*,?\s*(?:and|or)\s*\}|and\b|or\b|[和或])(?:[\s$~,]|\\[()\[\],;:! ]|\\q?quad|\\text\w*\s*\{\s*(?:and|or)\s*\}|and\b|or\b|[和或])*\z"
    )]
    private static partial Regex Whole();
}
