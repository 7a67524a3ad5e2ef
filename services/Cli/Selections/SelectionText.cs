using System.Globalization;
using Platform.Contracts;

namespace Platform.Cli.Selections;

/// <summary>A completed selection for people.</summary>
internal static class SelectionText
{
    public static void Print(Terminal terminal, SelectionStatus selection)
    {
        var report = selection.Report!;
        terminal.Out.WriteLine(
            $"{selection.Pool}: {Counted.Of(report.Selected.Solutions, "solution")} of {Counted.Of(report.ProblemsSelected, "problem")} selected for generation {selection.Generation}, out of {report.Selectable.Solutions:N0} selectable."
        );
        Profiles(terminal, report);
        if (report.Subjects.Count > 1)
        {
            terminal.Out.WriteLine();
            Subjects(terminal, report);
        }
        terminal.Out.WriteLine();
        foreach (var line in Lines(selection))
        {
            terminal.Out.WriteLine(line);
        }
    }

    private static IEnumerable<string> Lines(SelectionStatus selection)
    {
        var report = selection.Report!;
        if (report.Selected.Characters is { } own && report.Selectable.Characters is { Mean: > 0 } all)
        {
            yield return $"length     {Number(own.Mean, "0")} characters on average, {Number(own.Mean / all.Mean, "0.00")} times the selectable solutions'";
        }

        if (report.LeftOut.Count > 0)
        {
            yield return $"left out   {string.Join(", ", report.LeftOut.Select(l => $"{l.Solutions:N0} {l.Reason}"))}";
        }

        foreach (var overlap in report.Overlaps ?? [])
        {
            yield return $"overlap    {overlap.Shared:N0} of the {overlap.Selected:N0} of generation {overlap.Generation} ({SelectionView.Policy(overlap.Policy)}, {overlap.SelectionId})";
        }

        yield return $"models     {string.Join(", ", selection.Models)}";
        yield return $"solutions  {selection.Sha256}";
    }

    private static void Profiles(Terminal terminal, SelectionReport report) =>
        Table.Print(
            terminal,
            [
                new("solutions"),
                new("number", Right: true),
                new("wrong %", Right: true),
                new("score: mean", Right: true),
                new("10 %", Right: true, Drop: 2),
                new("50 %", Right: true, Drop: 2),
                new("90 %", Right: true, Drop: 2),
                new("steps", Right: true, Drop: 1),
                new("characters", Right: true),
            ],
            [
                Row("selectable", report.Selectable),
                Row("selected", report.Selected),
                .. report.Reasons.Select(r => Row($"  {r.Reason}", r.Profile)),
            ]
        );

    private static IReadOnlyList<string> Row(string name, SolutionProfile p) =>
        [
            name,
            $"{p.Solutions:N0}",
            p.Right + p.Wrong == 0 ? "" : Number(100.0 * p.Wrong / (p.Right + p.Wrong), "0.0"),
            Number(p.Score?.Mean, "0.000"),
            Number(p.Score?.Low, "0.000"),
            Number(p.Score?.Median, "0.000"),
            Number(p.Score?.High, "0.000"),
            Number(p.Steps?.Mean, "0.0"),
            Number(p.Characters?.Mean, "0"),
        ];

    private static void Subjects(Terminal terminal, SelectionReport report) =>
        Table.Print(
            terminal,
            [new("subject"), new("selectable", Right: true), new("selected", Right: true), new("wrong", Right: true)],
            [
                .. report.Subjects.Select(s =>
                    (IReadOnlyList<string>)
                        [s.Subject ?? "(none)", $"{s.Selectable:N0}", $"{s.Selected:N0}", $"{s.Wrong:N0}"]
                ),
            ]
        );

    private static string Number(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
