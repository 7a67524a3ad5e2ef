using System.Globalization;

namespace Platform.Cli.Progress;

/// <summary>Progress of one stage of a long operation.</summary>
/// <param name="Name">The stage.</param>
/// <param name="Done">Done so far.</param>
/// <param name="Total">Total amount; null if unknown.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Failed">Number of failures among those done.</param>
/// <param name="Detail">Additional information.</param>
internal sealed record Bar(
    string Name,
    long Done,
    long? Total,
    Unit Unit = Unit.Items,
    long Failed = 0,
    string? Detail = null
)
{
    public bool IsFull => Done >= Total;
}

internal enum Unit
{
    Items,
    Bytes,
}

/// <summary>The figures beside a bar.</summary>
internal static class Figures
{
    /// <summary>For example <c>1,200/5,000  24 %  310/s  0:12 left  3 failed</c>.</summary>
    public static string Of(Bar bar, double? perSecond)
    {
        if (bar is { Total: null, Done: 0, Detail: { } only })
        {
            return only;
        }

        var parts = new List<string>
        {
            bar.Total is { } total
                ? $"{Amount(bar.Done, bar.Unit)}/{Amount(total, bar.Unit)}"
                : Amount(bar.Done, bar.Unit),
        };
        if (bar.Total > 0)
        {
            parts.Add(Format($"{Math.Floor(100.0 * bar.Done / bar.Total.Value):0} %"));
        }

        if (!bar.IsFull && perSecond is > 0)
        {
            parts.Add($"{Rate(perSecond.Value, bar.Unit)}/s");
            if (bar.Total is { } all)
            {
                parts.Add($"{Span(TimeSpan.FromSeconds(Math.Min((all - bar.Done) / perSecond.Value, 3.6e6)))} left");
            }
        }
        if (bar.Failed > 0)
        {
            parts.Add(Format($"{bar.Failed:N0} failed"));
        }

        if (bar.Detail is { } detail)
        {
            parts.Add(detail);
        }

        return string.Join("  ", parts);
    }

    /// <summary>Minutes and seconds, or hours, minutes and seconds.</summary>
    public static string Span(TimeSpan span)
    {
        var seconds = (long)Math.Ceiling(span.TotalSeconds);
        return seconds < 3600
            ? Format($"{seconds / 60}:{seconds % 60:00}")
            : Format($"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }

    /// <summary>Formats a number of bytes in decimal units.</summary>
    public static string Bytes(double bytes) =>
        bytes switch
        {
            < 1e3 => Format($"{bytes:0} B"),
            < 1e6 => Format($"{bytes / 1e3:0.0} kB"),
            < 1e9 => Format($"{bytes / 1e6:0.0} MB"),
            _ => Format($"{bytes / 1e9:0.00} GB"),
        };

    private static string Amount(long value, Unit unit) => unit == Unit.Bytes ? Bytes(value) : Format($"{value:N0}");

    private static string Rate(double perSecond, Unit unit) =>
        unit == Unit.Bytes ? Bytes(perSecond)
        : perSecond < 10 ? Format($"{perSecond:0.0}")
        : Format($"{perSecond:N0}");

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
