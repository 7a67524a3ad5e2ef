using System.Globalization;
using System.Text;
using Platform.Contracts;

namespace Platform.Selector.Documents;

/// <summary>The report as one page that needs nothing else: no script, no network, no fonts of its own.</summary>
internal static class Page
{
    private static readonly string Style = Resource("Page.css");

    public static string Render(EvaluationReport report)
    {
        var page = new StringBuilder();
        string title = $"Best-of-N on {Html.Text(report.Pool)}";
        page.Append(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{title}</title>
            <style>
            {Style}
            """
        );
        bool empty = report.Samples == 0;
        var series = empty ? [] : Series.Of(report);
        foreach (var s in series)
        {
            page.Append($"body:has(#t{s.Index}:not(:checked)) svg .s{s.Index}{{display:none}}\n");
        }
        page.Append(
            $"""
            </style>
            </head>
            <body>
            <header>
            <p class="kicker">Evaluation {report.Evaluation}</p>
            <h1>{title}</h1>
            <p class="lede">{Html.Count(report.Problems)} problems, {Html.Count(
                report.Solutions
            )} solutions, up to {Html.Count(
                report.Samples
            )} a problem. One answer is chosen from N samples; accuracy is the share of problems where it is right.</p>
            </header>

            """
        );
        if (empty)
        {
            page.Append("<p>The pool holds no solutions, so there is nothing to choose from.</p>\n");
        }
        else
        {
            Results(page, report, series);
        }
        if (report.Failures.Count > 0)
        {
            Section(
                page,
                "Failures",
                "A solution without a score cannot be chosen by the strategies that need it.",
                Tables.Failures(report.Failures)
            );
        }
        Section(page, "Lineage", null, Lineage(report));
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void Results(StringBuilder page, EvaluationReport report, IReadOnlyList<Series> series)
    {
        page.Append(Headline(report, series));
        page.Append("<figure>\n").Append(Plot.Render(series, report.Samples));
        page.Append(
            "<figcaption>Accuracy against the number of samples drawn, N on a logarithmic axis. Bands: 95 % intervals by bootstrap over problems.</figcaption>\n"
        );
        page.Append(Legend(series)).Append("</figure>\n");
        Section(
            page,
            "Accuracy",
            "Per cent, with 95 % intervals. Bold: the best of a column. <b>pass</b> is the bound that no choice can exceed.",
            Tables.Curves(series, report.Samples)
        );
        if (report.Differences.Count > 0)
        {
            Section(
                page,
                "Differences",
                "Percentage points over the same problems, with paired 95 % intervals: an interval that leaves out 0 is coloured.",
                Tables.Differences(report)
            );
        }
        if (report.Steps is { Count: > 0 } steps)
        {
            Section(
                page,
                "Steps",
                "Process models against step labels, per cent, with 95 % intervals by bootstrap over problems. "
                    + "AUC: the chance that a step rated right has a higher P(correct) than one rated wrong. "
                    + "First error: a solution counts where the first step under 0.5 is the first one rated wrong, none included; "
                    + "F1 is the harmonic mean over solutions with and without a wrong step.",
                Tables.Steps(steps)
            );
        }
        foreach (var by in report.Breakdowns.GroupBy(b => b.By))
        {
            Section(
                page,
                by.Key == "quintile" ? "By difficulty" : $"By {by.Key}",
                by.Key == "quintile"
                    ? $"Fifths of the problems by their share of right samples, at N = {report.Samples}."
                    : $"At N = {report.Samples}.",
                Tables.Groups(series, [.. by])
            );
        }
    }

    /// <summary>The best that can be used, the baseline, the bound; and whether the first beats the second.</summary>
    private static string Headline(EvaluationReport report, IReadOnlyList<Series> series)
    {
        var best = series.Where(s => !s.IsBound).MaxBy(s => s.Last.Accuracy)!;
        var cards = new List<(string Role, Series Series)> { ($"highest of {series.Count - 1}", best) };
        if (best.Name != "majority")
        {
            cards.Add(("baseline", series.First(s => s.Name == "majority")));
        }
        cards.Add(("bound", series.First(s => s.IsBound)));
        var text = new StringBuilder($"<section class=\"cards\" aria-label=\"At N = {report.Samples}\">\n");
        foreach (var (role, s) in cards)
        {
            text.Append(
                $"<div class=\"card\"><p class=\"role\">{role} at N = {report.Samples}</p><p class=\"figure\">{Html.Percent(s.Last.Accuracy)}<span> %</span></p><p class=\"what\"><i class=\"h{s.Hue}\"></i>{Html.Name(s.Name)}</p><p class=\"range\">{Html.Percent(s.Last.Low)} to {Html.Percent(s.Last.High)}</p></div>\n"
            );
        }
        text.Append("</section>\n");
        var lead = report.Differences.FirstOrDefault(d =>
            d.N == report.Samples && d.Strategy == best.Name && d.Against == "majority"
        );
        if (lead is not null)
        {
            string verdict = lead.Low > 0 ? "" : " The interval holds 0: these problems do not tell them apart.";
            text.Append(
                $"<p class=\"finding\"><b>{Html.Text(best.Name)}</b> stands {Html.Points(lead.Difference)} points against majority voting ({Html.Points(lead.Low)} to {Html.Points(lead.High)}, paired).{verdict}</p>\n"
            );
        }
        return text.ToString();
    }

    private static string Legend(IReadOnlyList<Series> series)
    {
        var legend = new StringBuilder("<div class=\"legend\" role=\"group\" aria-label=\"Lines of the plot\">\n");
        foreach (var s in series.OrderByDescending(s => s.Shown))
        {
            string dash = s.Stroke.Length > 0 ? $" stroke-dasharray=\"{s.Stroke}\"" : "";
            legend.Append(
                $"<label><input type=\"checkbox\" id=\"t{s.Index}\"{(s.Shown ? " checked" : "")}><svg viewBox=\"0 0 28 10\" width=\"28\" height=\"10\" aria-hidden=\"true\"><path class=\"h{s.Hue} line\"{dash} d=\"M1 5L27 5\"/></svg><span>{Html.Name(s.Name)}</span><b>{Html.Percent(s.Last.Accuracy)}</b></label>\n"
            );
        }
        return legend.Append("</div>\n").ToString();
    }

    private static string Lineage(EvaluationReport report)
    {
        var list = new StringBuilder("<dl>\n");
        void Add(string term, string description) => list.Append($"<dt>{term}</dt><dd>{description}</dd>\n");
        Add("pool", $"{Html.Text(report.Pool)}, revision {report.Lineage.PoolRevision}");
        foreach (var model in report.Lineage.Models)
        {
            Add(
                $"{Html.Text(model.Kind)} model",
                $"{Html.Text(model.Name)} <code>{Html.Text(model.Version)}</code> ({Html.Text(string.Join(", ", model.Classes))})"
            );
        }
        foreach (var (grader, verdicts) in report.Lineage.Graders.OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Add("graded by", $"{Html.Text(grader)}: {Html.Count(verdicts)} verdicts");
        }
        Add("method", "best-of-N and pass@N exact for every N; voting exact where that is cheap, else by seeded draws");
        Add("ties", string.Join("<br>", report.Lineage.Ties.Split("; ").Select(Html.Text)));
        Add(
            "intervals",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Lineage.Resamples} resamples of the problems, seed {report.Lineage.Seed}"
            )
        );
        return list.Append("</dl>\n").ToString();
    }

    private static void Section(StringBuilder page, string title, string? note, string body)
    {
        page.Append($"<section>\n<h2>{Html.Text(title)}</h2>\n");
        if (note is not null)
        {
            page.Append($"<p class=\"note\">{note}</p>\n");
        }
        page.Append(body).Append("</section>\n");
    }

    private static string Resource(string name)
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream(typeof(Page), name)!;
        return new StreamReader(stream).ReadToEnd();
    }
}
