using System.Text.Json;
using Platform.Contracts;

namespace Platform.Cli.Plans;

/// <summary>Decides what a repeated command does. Repeating an interrupted command resumes its job.</summary>
internal static class SamePlan
{
    /// <summary>Finds the same job, running or completed, and tells the user; null if it has to be submitted.</summary>
    /// <param name="terminal">Where to tell.</param>
    /// <param name="noun">What is called the same.</param>
    /// <param name="wanted">The submission without its id; null if it cannot be read, which Dataset explains.</param>
    /// <param name="known">The jobs, newest first, with their submissions without ids.</param>
    public static Guid? Find<T>(
        Terminal terminal,
        string noun,
        T? wanted,
        IEnumerable<(Guid Id, string State, T? Request)> known
    )
        where T : class
    {
        if (wanted is null)
        {
            return null;
        }

        string text = JsonSerializer.Serialize(wanted, JsonSerializerOptions.Web);
        foreach (var (id, state, request) in known)
        {
            if (
                request is not null
                && (JobState.IsWanted(state) || state == JobState.Completed)
                && JsonSerializer.Serialize(request, JsonSerializerOptions.Web) == text
            )
            {
                terminal.Error.WriteLine(
                    JobState.IsOpen(state)
                        ? $"The same {noun} is running already: watching it (--new starts another)."
                        : "Done already (--new runs it again)."
                );
                return id;
            }
        }

        return null;
    }

    /// <summary>Reads a submission as its contract has it; null if it cannot be read.</summary>
    public static T? Read<T>(byte[] json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
