using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Components;

namespace Platform.Dataset.Reports;

/// <summary>Formats text and numbers for the page.</summary>
internal static class Html
{
    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>Formats a strategy's name, which may wrap after its dots and colons.</summary>
    public static MarkupString Name(string name) =>
        (MarkupString)Text(name).Replace(".", ".<wbr>").Replace(":", ":<wbr>");

    /// <summary>Formats a fraction in percent with one decimal.</summary>
    public static string Percent(double fraction) => (fraction * 100).ToString("F1", CultureInfo.InvariantCulture);

    /// <summary>Formats a fraction that may be missing: a dash if it is.</summary>
    public static string Percent(double? fraction) => fraction is { } f ? Percent(f) : "–";

    /// <summary>Formats an interval; empty if it is missing.</summary>
    public static string Range(double? low, double? high) =>
        low is { } from && high is { } to ? $"{Percent(from)}–{Percent(to)}" : "";

    /// <summary>Formats percentage points with a sign: a true minus sign, and no sign before 0.0.</summary>
    public static string Points(double fraction)
    {
        string text = Percent(Math.Abs(fraction));
        return text == "0.0" ? text : (fraction < 0 ? "−" : "+") + text;
    }

    /// <summary>Formats a whole number in groups of three digits.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
