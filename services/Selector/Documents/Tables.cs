using System.Globalization;
using System.Numerics;
using System.Text;
using Platform.Contracts;

namespace Platform.Selector.Documents;

/// <summary>The page's tables.</summary>
internal static class Tables
{
    /// <summary>Strategies by powers of two and the largest N; the best of a column that needs no answers is marked.</summary>
    public static string Curves(IReadOnlyList<Series> series, int samples)
    {
        int[] at = [.. series[0].Curve.Curve.Select(p => p.N).Where(n => BitOperations.IsPow2(n) || n == samples)];
        return Table(
            ["strategy", .. at.Select(n => $"N = {n}")],
            Rows(series, at.Length, (s, i) => s.Curve.Curve[at[i] - 1])
        );
    }

    /// <summary>Strategies by the groups of one breakdown.</summary>
    public static string Groups(IReadOnlyList<Series> series, IReadOnlyList<Breakdown> groups) =>
        Table(
            [
                "strategy",
                .. groups.Select(g => $"{Html.Text(Title(g))}<small>{Html.Count(g.Problems)} problems</small>"),
            ],
            Rows(series, groups.Count, (s, i) => groups[i].Strategies[s.Index].Curve[^1])
        );

    /// <summary>Differences at the largest N with their intervals drawn, and as numbers at every N they were taken at.</summary>
    public static string Differences(EvaluationReport report)
    {
        var pairs = report.Differences.GroupBy(d => (d.Strategy, d.Against)).ToArray();
        int[] at = [.. report.Differences.Select(d => d.N).Distinct().Order()];
        double reach = report
            .Differences.Where(d => d.N == report.Samples)
            .Max(d => Math.Max(Math.Abs(d.Low), Math.Abs(d.High)));
        reach = Math.Max(0.01, reach);
        return Table(
            [
                "strategy",
                "against",
                $"points at N = {report.Samples}<small>±{Html.Percent(reach)} across</small>",
                .. at.Select(n => $"N = {n}"),
            ],
            pairs.Select(pair =>
                $"<th scope=\"row\">{Html.Name(pair.Key.Strategy)}</th><td class=\"against\">{Html.Name(pair.Key.Against)}</td>"
                + $"<td>{Whisker(pair.First(d => d.N == report.Samples), reach)}</td>"
                + string.Concat(
                    at.Select(n =>
                        pair.FirstOrDefault(d => d.N == n) is { } d
                            ? $"<td class=\"{Verdict(d)}\">{Html.Points(d.Difference)}<small>{Html.Points(d.Low)} to {Html.Points(d.High)}</small></td>"
                            : "<td></td>"
                    )
                )
            ),
            "differences"
        );
    }

    public static string Steps(IReadOnlyList<StepMetrics> steps) =>
        Table(
            [
                "model",
                "rated by",
                "steps",
                "right, neutral, wrong",
                "AUC",
                "first error, F1",
                "with a wrong step",
                "without",
                "undecided",
            ],
            steps.Select(s =>
                $"<th scope=\"row\">{Html.Name(s.Model)}</th><td class=\"against\">{Html.Name(s.Labeller)}</td>"
                + Cell(Html.Count(s.Rated), $"{Html.Count(s.Solutions)} solutions")
                + $"<td>{Html.Percent(s.Positive)}, {Html.Percent(s.Neutral)}, {Html.Percent(s.Negative)}</td>"
                + Cell(Percent(s.Auc), Range(s.Low, s.High))
                + Cell(Percent(s.FirstError.F1), Range(s.FirstError.Low, s.FirstError.High))
                + Cell(Percent(s.FirstError.ErroneousAccuracy), $"of {Html.Count(s.FirstError.Erroneous)}")
                + Cell(Percent(s.FirstError.CorrectAccuracy), $"of {Html.Count(s.FirstError.Correct)}")
                + $"<td>{Html.Count(s.FirstError.Undecided)}</td>"
            ),
            "steps"
        );

    public static string Failures(IReadOnlyList<EvaluationFailure> failures) =>
        Table(
            ["stage", "model", "solutions", "reason", "for example"],
            failures
                .OrderByDescending(f => f.Count)
                .Select(f =>
                    $"<th scope=\"row\">{Html.Text(f.Stage)}</th><td class=\"text\">{Html.Text(f.Model ?? "–")}</td><td>{Html.Count(f.Count)}</td>"
                    + $"<td class=\"text\">{Html.Text(f.Reason)}</td><td class=\"text\">{Html.Text(string.Join(", ", f.Examples))}</td>"
                ),
            "failures"
        );

    private static string Cell(string figure, string note) => $"<td>{figure}<small>{note}</small></td>";

    private static string Percent(double? fraction) => fraction is { } f ? Html.Percent(f) : "–";

    private static string Range(double? low, double? high) =>
        low is { } from && high is { } to ? $"{Html.Percent(from)}–{Html.Percent(to)}" : "";

    private static string Title(Breakdown group) =>
        group.By == "quintile"
            ? group.Group switch
            {
                "1" => "1, easiest",
                "5" => "5, hardest",
                _ => group.Group,
            }
            : group.Group;

    private static IEnumerable<string> Rows(
        IReadOnlyList<Series> series,
        int columns,
        Func<Series, int, CurvePoint> cell
    )
    {
        var best = Enumerable
            .Range(0, columns)
            .Select(i => series.Where(s => !s.IsBound).Select(s => cell(s, i).Accuracy).ToArray())
            .Select(all => all.Max() - all.Min() > 5e-4 ? all.Max() : double.PositiveInfinity)
            .ToArray();
        return series.Select(s =>
            $"<th scope=\"row\"><i class=\"h{s.Hue}\"></i>{Html.Name(s.Name)}</th>"
            + string.Concat(
                Enumerable
                    .Range(0, columns)
                    .Select(i =>
                    {
                        var point = cell(s, i);
                        bool leads = !s.IsBound && point.Accuracy >= best[i] - 5e-4;
                        return $"<td{(leads ? " class=\"best\"" : "")}>{Html.Percent(point.Accuracy)}<small>{Html.Percent(point.Low)}–{Html.Percent(point.High)}</small></td>";
                    })
            )
        );
    }

    private static string Verdict(StrategyDifference d) =>
        d.Low > 0 ? "ahead"
        : d.High < 0 ? "behind"
        : "open";

    private static string Whisker(StrategyDifference d, double reach)
    {
        double At(double value) => 60 + 56 * Math.Clamp(value / reach, -1, 1);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg class=\"whisker {Verdict(d)}\" viewBox=\"0 0 120 16\" width=\"120\" height=\"16\" aria-hidden=\"true\"><line class=\"zero\" x1=\"60\" x2=\"60\" y1=\"0\" y2=\"16\"/><line x1=\"{At(d.Low):F1}\" x2=\"{At(d.High):F1}\" y1=\"8\" y2=\"8\"/><circle cx=\"{At(d.Difference):F1}\" cy=\"8\" r=\"3.5\"/></svg>"
        );
    }

    private static string Table(IEnumerable<string> head, IEnumerable<string> rows, string kind = "figures")
    {
        var table = new StringBuilder($"<div class=\"scroll\" tabindex=\"0\"><table class=\"{kind}\">\n<thead><tr>");
        foreach (string cell in head)
        {
            table.Append($"<th scope=\"col\">{cell}</th>");
        }
        table.Append("</tr></thead>\n<tbody>\n");
        foreach (string row in rows)
        {
            table.Append($"<tr>{row}</tr>\n");
        }
        return table.Append("</tbody></table></div>\n").ToString();
    }
}
