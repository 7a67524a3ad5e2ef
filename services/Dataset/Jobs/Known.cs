namespace Platform.Dataset.Jobs;

/// <summary>What exists, for reasons of rejections.</summary>
internal static class Known
{
    private const int Most = 20;

    /// <summary>Names what there is to choose from, or says what to do if there is nothing.</summary>
    public static string Choices(IReadOnlyList<string> known, string otherwise) =>
        known.Count > 0 ? "there are " + string.Join(", ", known.Take(Most)) : otherwise;
}
