using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Components;
using Platform.Contracts;

namespace Platform.Workbench.Pages;

/// <summary>Formats values for pages.</summary>
internal static class Show
{
    /// <summary>A whole number in groups of three digits.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A fraction in percent with one decimal.</summary>
    public static string Percent(double fraction) => (fraction * 100).ToString("F1", CultureInfo.InvariantCulture);

    /// <summary>A part of a whole in percent; a dash without a whole.</summary>
    public static string Share(int part, int whole) => whole == 0 ? "–" : $"{Percent((double)part / whole)} %";

    /// <summary>A kappa with two decimals and a true minus sign; a dash if it is undefined.</summary>
    public static string Kappa(double? kappa) =>
        kappa is { } k ? k.ToString("F2", CultureInfo.InvariantCulture).Replace('-', '−') : "–";

    /// <summary>Percentage points with a sign: a true minus sign, and no sign before 0.0.</summary>
    public static string Points(double fraction)
    {
        string text = Percent(Math.Abs(fraction));
        return text == "0.0" ? text : (fraction < 0 ? "−" : "+") + text;
    }

    /// <summary>A strategy's name, which may wrap after its dots and colons.</summary>
    public static MarkupString Name(string name) =>
        (MarkupString)WebUtility.HtmlEncode(name).Replace(".", ".<wbr>").Replace(":", ":<wbr>");

    /// <summary>A probability with two decimals; never 1.00 or 0.00 for a value that only rounds to it.</summary>
    public static string Probability(double p) =>
        p switch
        {
            < 1 and > 0.995 => ">0.99",
            > 0 and < 0.005 => "<0.01",
            _ => p.ToString("F2", CultureInfo.InvariantCulture),
        };

    /// <summary>The class of a probability's colour, <c>p0</c> to <c>p9</c>.</summary>
    public static string Shade(double p) => $"p{Math.Clamp((int)(p * 10), 0, 9)}";

    /// <summary>A time in UTC.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A duration as <c>12 s</c>, <c>3 min</c> or <c>2 h 5 min</c>.</summary>
    public static string Duration(TimeSpan time) =>
        time.TotalSeconds < 90 ? $"{Math.Max(0, time.TotalSeconds):F0} s"
        : time.TotalMinutes < 90 ? $"{time.TotalMinutes:F0} min"
        : $"{(int)time.TotalHours} h {time.Minutes} min";

    /// <summary>How long a job has taken; null before it has started, or while it runs.</summary>
    public static string? Took(JobStatus job) =>
        job is { Started: { } started, Ended: { } ended } ? Duration(ended - started) : null;

    /// <summary>A size in bytes with a binary unit.</summary>
    public static string Bytes(long bytes) =>
        bytes < 1 << 20
            ? (bytes / 1024.0).ToString("F0", CultureInfo.InvariantCulture) + " KiB"
            : (bytes / 1048576.0).ToString("F1", CultureInfo.InvariantCulture) + " MiB";

    /// <summary>A label as text with its sign; a true minus sign.</summary>
    public static string Label(int? value) =>
        value switch
        {
            > 0 => "+1",
            0 => "0",
            < 0 => "−1",
            null => "–",
        };

    /// <summary>The class of a label's colour.</summary>
    public static string LabelClass(int? value) =>
        value switch
        {
            > 0 => "great",
            0 => "okay",
            < 0 => "bad",
            null => "none",
        };

    /// <summary>The beginning of an id or of a version.</summary>
    public static string Short(string text) => text.Length > 8 ? text[..8] : text;
}
