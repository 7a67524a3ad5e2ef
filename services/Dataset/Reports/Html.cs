using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Components;

namespace Platform.Dataset.Reports;

/// <summary>Text and numbers as the page writes them.</summary>
internal static class Html
{
    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>A strategy's name, which may break after its dots and colons.</summary>
    public static MarkupString Name(string name) =>
        (MarkupString)Text(name).Replace(".", ".<wbr>").Replace(":", ":<wbr>");

    /// <summary>Per cent, one decimal.</summary>
    public static string Percent(double fraction) => (fraction * 100).ToString("F1", CultureInfo.InvariantCulture);

    /// <summary>Percentage points with a sign; a true minus, and no sign before 0.0.</summary>
    public static string Points(double fraction)
    {
        string text = Percent(Math.Abs(fraction));
        return text == "0.0" ? text : (fraction < 0 ? "−" : "+") + text;
    }

    /// <summary>A whole number in groups of three.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
