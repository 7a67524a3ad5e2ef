using Platform.Cli.Jobs;
using Platform.Contracts;

namespace Platform.Cli.Selections;

/// <summary>Prints the outcome of an ended selection and returns the exit code.</summary>
internal static class SelectionEnding
{
    public static int Print(Terminal terminal, SelectionStatus ended, bool json)
    {
        if (ended.State != JobState.Completed)
        {
            return Unfinished.Failed(terminal, $"The selection from {ended.Pool}", ended.State, ended.Reasons);
        }

        if (json)
        {
            Json.Print(terminal, ended);
        }
        else
        {
            SelectionText.Print(terminal, ended);
        }

        return Exit.Ok;
    }
}
