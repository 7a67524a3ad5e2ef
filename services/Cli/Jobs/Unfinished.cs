using Platform.Contracts;

namespace Platform.Cli.Jobs;

/// <summary>What a command prints about a job without a result.</summary>
internal static class Unfinished
{
    /// <summary>Prints the id of a job that was only submitted, and what can be done with it.</summary>
    /// <param name="terminal">Where to print.</param>
    /// <param name="kind">Kind of the job, which is the name of its id in JSON.</param>
    /// <param name="id">The job.</param>
    /// <param name="json">Whether to print JSON.</param>
    /// <param name="hint">What can be done with it.</param>
    /// <returns>The exit code.</returns>
    public static int Detached(Terminal terminal, string kind, Guid id, bool json, string hint)
    {
        if (json)
        {
            Json.Print(terminal, new Dictionary<string, Guid> { [kind] = id });
        }
        else
        {
            terminal.Out.WriteLine(id);
        }

        terminal.Error.WriteLine(hint);
        return Exit.Ok;
    }

    /// <summary>Prints why a job has no result.</summary>
    /// <param name="terminal">Where to print.</param>
    /// <param name="subject">The job, as the subject of a sentence.</param>
    /// <param name="state">The state in which it ended.</param>
    /// <param name="reasons">The reasons.</param>
    /// <returns>The exit code.</returns>
    public static int Failed(Terminal terminal, string subject, string state, IReadOnlyList<string> reasons)
    {
        terminal.Error.WriteLine($"{subject} {Verdict(state)}{(reasons.Count > 0 ? ":" : ".")}");
        foreach (var reason in reasons)
        {
            terminal.Error.WriteLine($"- {reason}");
        }

        return state == JobState.Rejected ? Exit.Rejected : Exit.Failed;
    }

    public static string Verdict(string state) =>
        state switch
        {
            JobState.Rejected => "was rejected",
            JobState.Cancelled => "was cancelled",
            _ => "failed",
        };
}
