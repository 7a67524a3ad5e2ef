using System.Text;

namespace Platform.Dataset.Reports;

/// <summary>The page's style sheet, with one rule per checkbox of the legend: an unchecked box hides its line.</summary>
internal static class PageStyle
{
    private static readonly string Sheet = Resource("Page.css");

    public static string Of(IReadOnlyList<Series> series)
    {
        var style = new StringBuilder(Sheet);
        foreach (var s in series)
        {
            style.Append($"body:has(#t{s.Index}:not(:checked)) svg .s{s.Index}{{display:none}}\n");
        }
        return style.ToString();
    }

    private static string Resource(string name)
    {
        using var stream = typeof(PageStyle).Assembly.GetManifestResourceStream(typeof(PageStyle), name)!;
        return new StreamReader(stream).ReadToEnd();
    }
}
