namespace Platform.Workbench.Pages;

/// <summary>Addresses of pages with names in them; a problem's key may have any characters.</summary>
internal static class PageLinks
{
    public static string Pool(string pool, string? search, int skip) =>
        $"/pools/{Uri.EscapeDataString(pool)}?search={Uri.EscapeDataString(search ?? "")}&skip={skip}";

    public static string Problem(string pool, string key, int skip = 0) =>
        $"/pools/{Uri.EscapeDataString(pool)}/problem?key={Uri.EscapeDataString(key)}"
        + (skip > 0 ? $"&skip={skip}" : "");
}
