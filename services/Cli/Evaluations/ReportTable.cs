using System.Globalization;
using Platform.Contracts;

namespace Platform.Cli.Evaluations;

/// <summary>The curves of a report as rows: accuracy in percent at the powers of two and at the largest N.</summary>
/// <param name="Columns">Strategy, one column per N, and the interval at the largest N.</param>
/// <param name="Rows">Best first; <c>pass</c>, which no selection can beat, last.</param>
internal sealed record ReportTable(IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const int Interval = 9;
    private const string Ceiling = "pass";

    /// <param name="report">The report.</param>
    /// <param name="width">
    /// Width of the window in characters; a narrow window shows fewer N, but always the first and the last.
    /// </param>
    public static ReportTable Of(EvaluationReport report, int width) => Of(report.Strategies, report.Samples, width);

    public static ReportTable Of(IReadOnlyList<StrategyCurve> strategies, int samples, int width)
    {
        var name = strategies.Select(s => s.Name.Length).Append("strategy".Length).Max() + Table.Gap;
        var number = Math.Max("99.9".Length, $"N={samples}".Length) + Table.Gap;
        var ns = Thinned(PowersOfTwo(samples), (width - name - Interval - Table.Gap) / number);
        var rows = strategies
            .OrderBy(s => s.Name == Ceiling)
            .ThenByDescending(s => At(s, samples)?.Accuracy ?? -1)
            .ThenBy(s => s.Name, StringComparer.Ordinal)
            .Select(s =>
                (IReadOnlyList<string>)[s.Name, .. ns.Select(n => Percent(At(s, n)?.Accuracy)), Range(At(s, samples))]
            );
        return new(
            [
                new("strategy"),
                .. ns.Select(n => new Column(Format($"N={n}"), Right: true)),
                new Column("95 %", Right: true),
            ],
            [.. rows]
        );
    }

    /// <summary>1, 2, 4, ... and <paramref name="samples"/> itself.</summary>
    public static IReadOnlyList<int> PowersOfTwo(int samples)
    {
        var ns = new List<int>();
        for (var n = 1L; n < samples; n *= 2)
        {
            ns.Add((int)n);
        }

        if (samples > 0)
        {
            ns.Add(samples);
        }

        return ns;
    }

    /// <summary>
    /// Picks at most <paramref name="count"/> (and at least two) of them: both ends, and others evenly spaced between them.
    /// </summary>
    public static IReadOnlyList<int> Thinned(IReadOnlyList<int> ns, int count)
    {
        count = Math.Max(count, 2);
        return ns.Count <= count
            ? ns
            :
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i =>
                        ns[(int)Math.Round(i * (ns.Count - 1.0) / (count - 1), MidpointRounding.AwayFromZero)]
                    ),
            ];
    }

    /// <summary>Formats a fraction in percent with one decimal.</summary>
    public static string Percent(double? fraction) => fraction is { } f ? Format($"{100 * f:0.0}") : "–";

    /// <summary>Formats a difference of fractions in percentage points, always with its sign.</summary>
    public static string Points(double fraction) => Format($"{100 * fraction:+0.0;-0.0;0.0}");

    private static CurvePoint? At(StrategyCurve strategy, int n) => strategy.Curve.FirstOrDefault(p => p.N == n);

    private static string Range(CurvePoint? point) =>
        point is null ? "–" : $"{Percent(point.Low)}–{Percent(point.High)}";

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
