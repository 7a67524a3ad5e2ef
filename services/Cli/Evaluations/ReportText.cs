using Platform.Contracts;

namespace Platform.Cli.Evaluations;

/// <summary>A report on the terminal.</summary>
internal static class ReportText
{
    private const int MostFailures = 10;

    public static void Print(Terminal terminal, EvaluationReport report)
    {
        terminal.Out.WriteLine(
            $"Pool {report.Pool}: {Counted.Of(report.Problems, "problem")}, {Counted.Of(report.Solutions, "solution")}, at most {report.Samples:N0} a problem."
        );
        if (report.Strategies.Count > 0)
        {
            terminal.Out.WriteLine(
                $"Problems solved in %, by the number N of samples; 95 % interval at N = {report.Samples}."
            );
            var table = ReportTable.Of(report, terminal.Width);
            Table.Print(terminal, table.Columns, table.Rows);
        }

        if (report.Steps is { Count: > 0 } steps)
        {
            foreach (var part in StepTable.All(steps))
            {
                Print(terminal, part);
            }

            terminal.Out.WriteLine();
        }

        if (report.Lineage.VoteTies == VoteTies.First)
        {
            terminal.Out.WriteLine("Votes: of tied answers the first counted wins (--ties first).");
        }

        foreach (var note in report.Coverage?.Notes ?? [])
        {
            terminal.Out.WriteLine(note);
        }

        foreach (var line in Failures(report.Failures))
        {
            terminal.Out.WriteLine(line);
        }

        terminal.Out.WriteLine("The page with the plot, every N, differences and groups:");
        terminal.Out.WriteLine($"  ./platform report {report.Evaluation} --html report.html");
    }

    private static void Print(Terminal terminal, StepTable steps)
    {
        terminal.Out.WriteLine();
        terminal.Out.WriteLine(steps.Title);
        Table.Print(terminal, steps.Columns, steps.Rows);
    }

    public static IEnumerable<string> Failures(IReadOnlyList<EvaluationFailure> failures)
    {
        foreach (var f in failures.Take(MostFailures))
        {
            var where = f.Model is null ? f.Stage : $"{f.Stage} by {f.Model}";
            var examples = f.Examples.Count > 0 ? $" (for example {string.Join(", ", f.Examples.Take(3))})" : "";
            yield return $"{f.Count:N0} failed to {where}: {f.Reason}{examples}";
        }
        if (failures.Count > MostFailures)
        {
            yield return $"and {Counted.Of(failures.Count - MostFailures, "more reason", "more reasons")} in the report";
        }
    }
}
