namespace Platform.Grading.Mathematical;

/// <summary>Sentences without mathematical markup.</summary>
internal static class Prose
{
    private const int FewestWords = 3;
    private const int WordsOfProse = 8;

    /// <summary>The last number of a sentence; null if the text is not a sentence or has no number of its own.</summary>
    public static string? LastNumber(string text)
    {
        if (Words(text) < (text.Contains('=') ? WordsOfProse : FewestWords) || text.Contains('\\'))
        {
            return null;
        }
        var end = text.AsSpan().LastIndexOfAnyInRange('0', '9');
        if (end < 0)
        {
            return null;
        }
        var start = end;
        while (start > 0 && (char.IsAsciiDigit(text[start - 1]) || text[start - 1] is '.' or ',' or '/' or '-'))
        {
            start--;
        }
        var standsAlone = start == 0 || !char.IsLetterOrDigit(text[start - 1]);
        return standsAlone ? text[start..(end + 1)].TrimStart('.', ',', '/') : null;
    }

    private static int Words(string text)
    {
        var words = 0;
        var length = 0;
        foreach (var c in text)
        {
            length = char.IsLetter(c) ? length + 1 : 0;
            words += length == 2 ? 1 : 0;
        }
        return words;
    }
}
