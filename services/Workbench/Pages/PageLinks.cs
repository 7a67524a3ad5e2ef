namespace Platform.Workbench.Pages;

/// <summary>Addresses of pages with names in them; a problem's key may have any characters.</summary>
internal static class PageLinks
{
    public static string Pool(string pool, string? search, int skip) =>
        $"/pools/{Text(pool)}?search={Text(search)}&skip={skip}";

    public static string PoolCsv(string pool, string? search) =>
        $"/pools/{Text(pool)}/problems.csv?search={Text(search)}";

    public static string Problem(string pool, string key, int skip = 0, Guid? evaluation = null) =>
        $"/pools/{Text(pool)}/problem?key={Text(key)}"
        + (skip > 0 ? $"&skip={skip}" : "")
        + (evaluation is null ? "" : $"&evaluation={evaluation}");

    /// <summary>The place of a sample on the problem's pages.</summary>
    public static string Candidate(string pool, string key, int sample, Guid evaluation) =>
        $"{Problem(pool, key, 0, evaluation)}&sample={sample}#sample-{sample}";

    public static string CandidatesCsv(string pool, string key) =>
        $"/pools/{Text(pool)}/candidates.csv?key={Text(key)}";

    /// <summary>What the strategies of an evaluation pick; <paramref name="view"/> null: all problems.</summary>
    public static string Picks(Guid evaluation, PicksView? view = null, int skip = 0) =>
        $"/jobs/{evaluation}/problems{(view ?? new()).Query(skip)}";

    public static string PicksCsv(Guid evaluation, PicksView view) => $"/jobs/{evaluation}/problems.csv{view.Query(0)}";

    public static string Compare(Guid first, Guid? second = null) =>
        $"/compare?first={first}{(second is null ? "" : $"&second={second}")}";

    /// <summary>The problems of a search.</summary>
    public static string Search(Guid search, int skip = 0) => $"/searches/{search}{(skip > 0 ? $"?skip={skip}" : "")}";

    /// <summary>The tree of one problem.</summary>
    public static string SearchTree(Guid search, string key) => $"/searches/{search}/problem?key={Text(key)}";

    public static string Model(string version) => $"/models/{Text(version)}";

    internal static string Text(string? text) => Uri.EscapeDataString(text ?? "");
}
