using Platform.Cli.Evaluations;
using Platform.Cli.Jobs;
using Platform.Contracts;

namespace Platform.Cli.Generations;

/// <summary>Prints generations.</summary>
internal static class GenerationsText
{
    private static readonly IReadOnlyList<Column> ListColumns =
    [
        new("job"),
        new("name"),
        new("state"),
        new("jobs", Right: true),
        new("submitted", Drop: 1),
    ];

    private static readonly IReadOnlyList<Column> Columns =
    [
        new("generation", Right: true),
        new("selected", Right: true, Drop: 3),
        new("fooled", Right: true, Drop: 2),
        new("labelled", Right: true, Drop: 4),
        new("best-of-N", Right: true),
        new("interval", Right: true, Drop: 5),
        new("change", Right: true, Drop: 1),
        new("step AUC", Right: true, Drop: 6),
    ];

    public static void PrintAll(Terminal terminal, IReadOnlyList<GenerationsStatus> known)
    {
        if (known.Count == 0)
        {
            terminal.Out.WriteLine("None yet: ./platform generations start --plan FILE starts some.");
            return;
        }

        var prefix = JobId.PrefixLength([.. known.Select(g => g.Id)]);
        Table.Print(
            terminal,
            ListColumns,
            [
                .. known.Select(g =>
                    (IReadOnlyList<string>)
                        [
                            g.Id.ToString()[..prefix],
                            g.Plan?.Name ?? "",
                            g.Paused ? "paused" : g.State,
                            $"{g.Jobs.Count(j => j.Ended is not null)}/{g.Jobs.Count}",
                            $"{g.Submitted:yyyy-MM-dd HH:mm:ss}",
                        ]
                ),
            ]
        );
    }

    public static void Print(Terminal terminal, GenerationsStatus one, bool json)
    {
        if (json)
        {
            Json.Print(terminal, one);
            return;
        }

        terminal.Out.WriteLine(
            $"{one.Plan?.Name} {one.Id}: {(one.Paused ? "paused" : one.State)}, {one.Jobs.Count(j => j.Ended is not null)} of {Counted.Of(one.Jobs.Count, "job", "jobs")} done"
        );
        foreach (var reason in one.Reasons)
        {
            terminal.Out.WriteLine($"- {reason}");
        }

        if (one.Generations.Count > 0)
        {
            Table.Print(terminal, Columns, [.. one.Generations.Select(Row)]);
        }

        foreach (var (number, alarm) in one.Generations.SelectMany(g => g.Alarms.Select(a => (g.Number, a))))
        {
            terminal.Out.WriteLine($"Alarm in generation {number}: {alarm}");
        }
    }

    private static IReadOnlyList<string> Row(GenerationSummary g) =>
        [
            $"{g.Number}",
            g.Selected is { } selected ? $"{selected:N0}" : "",
            g.LabelledWrong is { } wrong ? $"{ReportTable.Percent(wrong)} %" : "",
            g.Labelled is { } labelled ? $"{labelled:N0}" : "",
            g.Accuracy is { } a ? ReportTable.Percent(a.Accuracy) : "",
            g.Accuracy is { } b ? $"[{ReportTable.Percent(b.Low)}, {ReportTable.Percent(b.High)}]" : "",
            g.Change is { } c ? ReportTable.Points(c.Value) : "",
            g.Auc is { } auc ? ReportTable.Percent(auc.Value) : "",
        ];
}
