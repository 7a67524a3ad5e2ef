using System.CommandLine;
using System.Globalization;
using Platform.Cli.Jobs;
using Platform.Contracts;

namespace Platform.Cli.Searches;

/// <summary>How a search is watched, and how its result is shown.</summary>
internal static class SearchEnding
{
    public static readonly Watched<SearchStatus> Watched = new(
        "search",
        (api, id, cancellationToken) => api.GetSearch(id, cancellationToken),
        (view, search) => view.Show(StageBars.Of(search.Stages)),
        search => JobState.IsOpen(search.State),
        "./platform searches"
    );

    public static Option<string?> Html() =>
        new("--html") { Description = "Write the page of the report to FILE", HelpName = "FILE" };

    /// <summary>Writes the page of a search that has a report.</summary>
    public static async Task Write(
        Session session,
        DatasetConnection dataset,
        SearchStatus search,
        string? html,
        CancellationToken cancellationToken
    )
    {
        if (html is not null && search.Report is not null)
        {
            var text = await dataset.Ask(api => api.GetSearchHtml(search.Id, cancellationToken), cancellationToken);
            await OutputFile.Write(session, html, text, cancellationToken);
        }
    }

    public static int Print(Terminal terminal, SearchStatus ended, bool json)
    {
        if (ended.State != JobState.Completed)
        {
            return Unfinished.Failed(terminal, $"The search on {ended.Pool}", ended.State, ended.Reasons);
        }

        if (json)
        {
            Json.Print(terminal, ended);
        }
        else
        {
            Text(terminal, ended);
        }

        return Exit.Ok;
    }

    /// <summary>A search that has a report, for people.</summary>
    public static void Text(Terminal terminal, SearchStatus search)
    {
        var report = search.Report!;
        terminal.Out.WriteLine(
            $"{search.Name}: {Counted.Of((int)search.Solutions, "solution")} of {Counted.Of(search.Problems, "problem")} with {search.Tokens:N0} tokens."
        );
        foreach (var failure in search.Failures)
        {
            terminal.Error.WriteLine($"{Counted.Of(failure.Problems, "problem")}: {failure.Reason}");
        }

        if (report.Runs.Count == 0)
        {
            terminal.Out.WriteLine("No problem has a reference answer, so there is nothing to compare.");
            return;
        }

        terminal.Out.WriteLine();
        Table.Print(
            terminal,
            [
                new("search"),
                new("tokens/problem", Right: true),
                new("solutions", Right: true, Drop: 1),
                new("best %", Right: true),
                new("weighted %", Right: true),
                new("majority %", Right: true),
            ],
            [
                .. report.Runs.Select(r =>
                    (IReadOnlyList<string>)
                        [
                            r.Name,
                            Number(r.Tokens, "N0"),
                            Number(r.Solutions, "N1"),
                            .. r.Accuracies.Select(a => Percent(a.Accuracy)),
                        ]
                ),
            ]
        );
        if (report.Comparisons.Count > 0)
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine(
                $"Points over {report.Baseline} with as many tokens (95 % intervals, paired by problem):"
            );
            Table.Print(
                terminal,
                [new("search"), new("over"), new("samples", Right: true), new("points", Right: true)],
                [
                    .. report
                        .Comparisons.Where(c => c.Rule is "best" or "weighted")
                        .Select(c =>
                            (IReadOnlyList<string>)
                                [
                                    $"{c.Name} {c.Rule}",
                                    c.Against,
                                    $"{c.N}{(c.Reached ? "" : " (all)")}",
                                    Points(c.Difference),
                                ]
                        ),
                ]
            );
        }
    }

    private static string Percent(ValueInterval value) =>
        Number(100 * value.Value, "0.0") + Range(value, v => Number(100 * v, "0.0"));

    private static string Points(ValueInterval value) =>
        Number(100 * value.Value, "+0.0;-0.0;0.0") + Range(value, v => Number(100 * v, "+0.0;-0.0;0.0"));

    private static string Range(ValueInterval value, Func<double, string> format) =>
        value is { Low: { } low, High: { } high } ? $" ({format(low)} to {format(high)})" : "";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
