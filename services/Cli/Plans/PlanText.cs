using System.Globalization;
using Platform.Cli.Progress;
using Platform.Contracts;

namespace Platform.Cli.Plans;

/// <summary>Prints plans and their progress.</summary>
internal static class PlanText
{
    private static readonly IReadOnlyList<Column> Columns = [new("job"), new("kind"), new("needs", Drop: 1)];

    /// <summary>A bar of the jobs, and one for each job that runs.</summary>
    public static IReadOnlyList<Bar> Bars(IReadOnlyList<PlannedJobStatus> jobs) =>
        [
            new(
                "jobs",
                jobs.Count(j => j.Ended is not null),
                jobs.Count,
                Failed: jobs.Count(j => j.State is JobState.Failed or JobState.Rejected),
                Detail: string.Join(
                    ", ",
                    jobs.Where(j => j is { State: not null, Ended: null }).Select(j => j.Name).Take(3)
                )
            ),
        ];

    /// <summary>What a plan would start and cost.</summary>
    public static void Print(Terminal terminal, PlanEstimate estimate)
    {
        Table.Print(
            terminal,
            Columns,
            [.. estimate.Jobs.Select(j => (IReadOnlyList<string>)[j.Name, j.Kind, string.Join(", ", j.Needs)])]
        );
        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"jobs       {estimate.Jobs.Count:N0}");
        terminal.Out.WriteLine($"to write   at most {Counted.Of(estimate.Solutions, "solution", "solutions")}");
        if (estimate.RolloutTokens is not 0)
        {
            terminal.Out.WriteLine(
                estimate.RolloutTokens is { } rollouts
                    ? $"rollouts   at most {rollouts:N0} tokens"
                    : "rollouts   without a limit of tokens"
            );
        }

        terminal.Out.WriteLine($"to train   about {estimate.TrainingTokens:N0} tokens");
        terminal.Out.WriteLine(
            $"to score   {Counted.Of(estimate.ScoredSolutions, "solution", "solutions")}, all models together"
        );
        if (estimate.Minutes is { } minutes)
        {
            terminal.Out.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"time       about {Math.Max(1, minutes):F0} minutes")
            );
        }

        terminal.Out.WriteLine(estimate.Basis);
    }
}
