using Platform.Contracts;

namespace Platform.Cli.Selections;

/// <summary>Prints the outcome of an ended selection and returns the exit code.</summary>
internal static class SelectionEnding
{
    public static int Print(Terminal terminal, SelectionStatus ended, bool json)
    {
        if (json && ended.State == JobState.Completed)
        {
            Json.Print(terminal, ended);
        }
        else if (ended.State == JobState.Completed)
        {
            SelectionText.Print(terminal, ended);
        }
        else
        {
            terminal.Error.WriteLine(
                $"The selection from {ended.Pool} {Verdict(ended.State)}{(ended.Reasons.Count > 0 ? ":" : ".")}"
            );
            foreach (var reason in ended.Reasons)
            {
                terminal.Error.WriteLine($"- {reason}");
            }
        }
        return ended.State switch
        {
            JobState.Completed => Exit.Ok,
            JobState.Rejected => Exit.Rejected,
            _ => Exit.Failed,
        };
    }

    private static string Verdict(string state) =>
        state switch
        {
            JobState.Rejected => "was rejected",
            JobState.Cancelled => "was cancelled",
            _ => "failed",
        };
}
