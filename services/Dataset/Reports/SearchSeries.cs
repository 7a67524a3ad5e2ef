using Platform.Contracts;

namespace Platform.Dataset.Reports;

/// <summary>
/// A search's report as lines and points of a plot: the baseline's rules are lines, and every other run is a point for its best
/// rule.
/// </summary>
internal static class SearchSeries
{
    private const string Majority = "majority";

    /// <summary>The lines and points; N is the number of tokens. Points of weighted votes are drawn on demand.</summary>
    public static IReadOnlyList<Series> Of(SearchReport report)
    {
        var lines = report.Curves.Select(
            (c, i) =>
                (
                    Curve: new StrategyCurve(
                        $"{report.Baseline} {c.Rule}",
                        [.. c.Points.Select(p => new CurvePoint(Tokens(p.Tokens), p.Accuracy, p.Low, p.High))]
                    ),
                    Hue: c.Rule == Majority ? Series.Hues : i,
                    Dash: c.Rule == "best" ? "" : "7 4",
                    Shown: true
                )
        );
        var points = report
            .Runs.Where(r => r.Name != report.Baseline && r.Tokens > 0)
            .SelectMany(
                (r, i) =>
                    r
                        .Accuracies.Where(a => a.Rule != Majority)
                        .Select(a =>
                            (
                                Curve: new StrategyCurve($"{r.Name} {a.Rule}", [Point(r.Tokens, a.Accuracy)]),
                                Hue: (2 + i) % Series.Hues,
                                Dash: "",
                                Shown: a.Rule != "weighted"
                            )
                        )
            );
        return [.. lines.Concat(points).Select((s, i) => new Series(i, s.Curve, s.Hue, s.Dash, s.Shown))];
    }

    /// <summary>The axis of tokens.</summary>
    public static PlotAxis Axis(IReadOnlyList<Series> series)
    {
        int[] tokens = [.. series.SelectMany(s => s.Curve.Curve).Select(p => p.N)];
        return new("tokens", tokens.Min(), tokens.Max(), "generated tokens per problem");
    }

    private static CurvePoint Point(double tokens, ValueInterval accuracy) =>
        new(Tokens(tokens), accuracy.Value, accuracy.Low ?? accuracy.Value, accuracy.High ?? accuracy.Value);

    private static int Tokens(double tokens) => Math.Max(1, (int)Math.Round(tokens));
}
