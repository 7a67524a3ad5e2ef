using Platform.Cli.Jobs;
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
            return Unfinished.Failed(terminal, $"The evaluation of {ended.Pool}", ended.State, ended.Reasons);
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
}
