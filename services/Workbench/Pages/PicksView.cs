namespace Platform.Workbench.Pages;

/// <summary>Which of an evaluation's problems are shown.</summary>
/// <param name="Search">Part of the text; null for any.</param>
/// <param name="Right">Only problems on which this strategy is right; null for any.</param>
/// <param name="Wrong">Only problems on which this strategy is wrong; null for any.</param>
public sealed record PicksView(string? Search = null, string? Right = null, string? Wrong = null)
{
    /// <summary>The query of an address, empty for everything.</summary>
    internal string Query(int skip)
    {
        string[] parts =
        [
            .. Part("search", Search),
            .. Part("right", Right),
            .. Part("wrong", Wrong),
            .. skip > 0 ? [$"skip={skip}"] : Array.Empty<string>(),
        ];
        return parts.Length == 0 ? "" : "?" + string.Join('&', parts);
    }

    private static string[] Part(string name, string? value) =>
        string.IsNullOrEmpty(value) ? [] : [$"{name}={PageLinks.Text(value)}"];
}
