namespace Platform.Dataset.Selections;

/// <summary>Texts that differ in white space only are the same.</summary>
internal static class SameText
{
    /// <summary>The text with one space for every run of white space.</summary>
    public static string Of(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
