using System.CommandLine;
using System.Globalization;
using Platform.Cli.Evaluations;
using Platform.Cli.Jobs;
using Platform.Contracts;

namespace Platform.Cli.Experiments;

/// <summary>Prints the report of an experiment.</summary>
internal static class ExperimentText
{
    public static Option<string?> Html() =>
        new("--html") { Description = "Write the page of the experiment to FILE", HelpName = "FILE" };

    /// <summary>Prints how an experiment ended, and returns the exit code.</summary>
    public static async Task<int> Ending(
        Session session,
        DatasetConnection dataset,
        ExperimentStatus ended,
        string? html,
        bool json,
        CancellationToken cancellationToken
    )
    {
        if (ended.Report is not { } report)
        {
            return Unfinished.Failed(session.Terminal, "The experiment", ended.State, ended.Reasons);
        }

        if (html is not null)
        {
            var page = await dataset.Ask(api => api.GetExperimentHtml(ended.Id, cancellationToken), cancellationToken);
            await OutputFile.Write(session, html, page, cancellationToken);
        }

        if (json)
        {
            Json.Print(session.Terminal, ended);
        }
        else
        {
            Print(session.Terminal, report);
        }

        return Exit.Ok;
    }

    private static string Area(ArmArea? area) =>
        area is null
            ? "none"
            : $"{ReportTable.Percent(area.Auc)} [{ReportTable.Percent(area.Low)}, {ReportTable.Percent(area.High)}]";

    private static void Print(Terminal terminal, ExperimentReport report)
    {
        foreach (var test in report.Curves.GroupBy(c => c.Test))
        {
            var sized = test.Any(c => c.Size is not null);
            int[] ns = [.. test.First().Curve.Select(p => p.N)];
            terminal.Out.WriteLine(
                $"{report.Name} on {test.Key}, per cent (95 % intervals over problems at the largest N)"
            );
            Table.Print(
                terminal,
                [
                    new("arm"),
                    .. sized ? [new Column("labelled", Right: true)] : Array.Empty<Column>(),
                    .. ns.Select((n, i) => new Column($"N={n}", Right: true, Drop: n == ns[^1] ? 0 : ns.Length - i)),
                    new("interval", Right: true),
                ],
                [
                    .. test.Select(c =>
                        (IReadOnlyList<string>)
                            [
                                c.Arm,
                                .. sized ? [c.Size is { } size ? $"{size:N0}" : ""] : Array.Empty<string>(),
                                .. c.Curve.Select(p => ReportTable.Percent(p.Accuracy)),
                                $"[{ReportTable.Percent(c.Curve[^1].Low)}, {ReportTable.Percent(c.Curve[^1].High)}]",
                            ]
                    ),
                ]
            );
            var last = report
                .Differences.Where(d => d.Test == test.Key && d.Since is null && d.N == report.Samples)
                .ToList();
            if (last.Count > 0)
            {
                terminal.Out.WriteLine();
                terminal.Out.WriteLine($"differences at N = {report.Samples}, points (paired)");
                Table.Print(
                    terminal,
                    [
                        new("arm"),
                        new("against"),
                        .. sized ? [new Column("labelled", Right: true)] : Array.Empty<Column>(),
                        new("difference", Right: true),
                        new("interval", Right: true),
                    ],
                    [
                        .. last.Select(d =>
                            (IReadOnlyList<string>)
                                [
                                    d.Arm,
                                    d.Against,
                                    .. sized ? [d.Size is { } size ? $"{size:N0}" : ""] : Array.Empty<string>(),
                                    ReportTable.Points(d.Difference),
                                    $"[{ReportTable.Points(d.Low)}, {ReportTable.Points(d.High)}]",
                                ]
                        ),
                    ]
                );
            }

            foreach (var steps in (report.Steps ?? []).Where(s => s.Test == test.Key && s.First is not null))
            {
                terminal.Out.WriteLine(
                    $"AUC of {steps.Arm}{(steps.Size is { } labelled ? $", {labelled:N0} labelled" : "")}: "
                        + $"{Area(steps.All)}, first steps {Area(steps.First)}"
                );
            }

            foreach (var slope in report.Slopes.Where(s => s.Test == test.Key && s.Ratio is not null))
            {
                terminal.Out.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"slope of {slope.Arm} over that of the first arm: {slope.Ratio:F2} [{slope.RatioLow:F2}, {slope.RatioHigh:F2}]"
                    )
                );
            }

            terminal.Out.WriteLine();
        }
    }
}
