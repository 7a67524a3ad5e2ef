using Platform.Contracts;

namespace Platform.Cli.Evaluations;

/// <summary>
/// Prints the outcome of an ended evaluation and returns the exit code, which is also 1 if a model scored nothing.
/// </summary>
internal static class Ending
{
    public static async Task<int> Print(
        Session session,
        DatasetConnection dataset,
        EvaluationStatus ended,
        bool json,
        CancellationToken cancellationToken
    )
    {
        var terminal = session.Terminal;
        if (ended.State != EvaluationState.Completed)
        {
            terminal.Error.WriteLine(
                $"The evaluation of {ended.Pool} {Verdict(ended.State)}{(ended.Reasons.Count > 0 ? ":" : ".")}"
            );
            foreach (var reason in ended.Reasons)
            {
                terminal.Error.WriteLine($"- {reason}");
            }

            return ExitCode(ended.State);
        }
        var report = await dataset.Ask(api => api.GetReport(ended.Id, cancellationToken), cancellationToken);
        if (!json)
        {
            ReportText.Print(terminal, report);
        }
        else
        {
            Json.Print(terminal, report);
            foreach (var line in ReportText.Failures(report.Failures))
            {
                terminal.Error.WriteLine(line);
            }
        }
        // Individual solutions that cannot be scored are part of the result; a model that scores none is a failure.
        return report.Lineage.Models.Any(m => m.Scored == 0) ? Exit.Failed : Exit.Ok;
    }

    public static int ExitCode(string state) =>
        state switch
        {
            EvaluationState.Rejected => Exit.Rejected,
            EvaluationState.Failed or EvaluationState.Cancelled => Exit.Failed,
            _ => Exit.Ok,
        };

    public static string Verdict(string state) =>
        state switch
        {
            EvaluationState.Rejected => "was rejected",
            EvaluationState.Cancelled => "was cancelled",
            _ => "failed",
        };
}
