using Platform.Contracts;

namespace Platform.Cli.Evaluations;

/// <summary>What is said about an evaluation that has ended.</summary>
internal static class Ending
{
    public static async Task<int> Print(
        Session session,
        DatasetClient dataset,
        EvaluationStatus ended,
        bool json,
        CancellationToken cancellationToken
    )
    {
        var terminal = session.Terminal;
        if (ended.State != EvaluationState.Completed)
        {
            terminal.Error.WriteLine($"The evaluation of {ended.Pool} {Verdict(ended.State)}:");
            foreach (var reason in ended.Reasons)
                terminal.Error.WriteLine($"- {reason}");
            return ExitCode(ended.State);
        }
        var report = await dataset.Ask(api => api.GetReport(ended.Id, cancellationToken), cancellationToken);
        if (json)
            Json.Print(terminal, report);
        else
            ReportText.Print(terminal, report);
        return Exit.Ok;
    }

    public static int ExitCode(string state) =>
        state switch
        {
            EvaluationState.Rejected => Exit.Rejected,
            EvaluationState.Failed => Exit.Failed,
            _ => Exit.Ok,
        };

    public static string Verdict(string state) => state == EvaluationState.Rejected ? "was rejected" : "failed";
}
