using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace Platform.Inference;

/// <summary>
/// Splits text into words by one rule after the other; both what a rule matches and what it leaves are words.
/// </summary>
internal sealed class PreTokenizerChain(IReadOnlyList<string> rules) : PreTokenizer
{
    private readonly Regex[] _rules =
    [
        .. rules.Select(r => new Regex(r, RegexOptions.Compiled | RegexOptions.CultureInvariant)),
    ];

    public override IEnumerable<(int Offset, int Length)> PreTokenize(string text)
    {
        var (seen, offsets) = Flatten(text);
        List<(int Offset, int Length)> words = [(0, seen.Length)];
        foreach (var rule in _rules)
            words = [.. words.SelectMany(w => Cut(seen.Substring(w.Offset, w.Length), w.Offset, rule))];
        if (offsets is null)
            return words;
        return words.Select(w => (offsets[w.Offset], offsets[w.Offset + w.Length] - offsets[w.Offset]));
    }

    public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) =>
        PreTokenize(text.ToString());

    private static IEnumerable<(int Offset, int Length)> Cut(string word, int offset, Regex rule)
    {
        var start = 0;
        foreach (Match match in rule.Matches(word))
        {
            if (match.Index > start)
                yield return (offset + start, match.Index - start);
            if (match.Length > 0)
                yield return (offset + match.Index, match.Length);
            start = match.Index + match.Length;
        }
        if (start < word.Length)
            yield return (offset + start, word.Length - start);
    }

    /// <summary>
    /// .NET's regular expressions see UTF-16, so letters beyond the basic plane (such as mathematical italics) would not
    /// count as letters. Each such character is shown to the rules as one of the same category.
    /// </summary>
    private static (string Seen, int[]? Offsets) Flatten(string text)
    {
        if (!text.Any(char.IsSurrogate))
            return (text, null);
        var seen = new StringBuilder(text.Length);
        var offsets = new List<int>(text.Length + 1);
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            seen.Append(rune.IsBmp ? (char)rune.Value : StandIn(Rune.GetUnicodeCategory(rune)));
            offsets.Add(position);
            position += rune.Utf16SequenceLength;
        }
        offsets.Add(position);
        return (seen.ToString(), [.. offsets]);
    }

    private static char StandIn(UnicodeCategory category) =>
        category switch
        {
            UnicodeCategory.UppercaseLetter => 'Ж',
            UnicodeCategory.LowercaseLetter => 'ж',
            UnicodeCategory.TitlecaseLetter => 'ǅ',
            UnicodeCategory.ModifierLetter => 'ʰ',
            UnicodeCategory.OtherLetter => '字',
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => '\u0301',
            UnicodeCategory.DecimalDigitNumber => '٣',
            UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => '½',
            _ => '☃',
        };
}
