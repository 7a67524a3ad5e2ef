using System.Text.Json;
using Platform.Cli.Jobs;
using Platform.Contracts;

namespace Platform.Cli.Selections;

/// <summary>Decides what a repeated <c>select</c> does. Repeating an interrupted command resumes it.</summary>
internal static class SelectionResume
{
    /// <summary>Finds the same selection, running or completed and current; null if it has to be submitted.</summary>
    public static SelectionStatus? Find(SubmitSelection wanted, IEnumerable<SelectionStatus> known)
    {
        var text = Text(wanted);
        var same = known
            .Where(s => s.Request is { } request && Text(request) == text)
            .OrderByDescending(s => s.Submitted)
            .ToList();
        return same.Find(s => JobState.IsOpen(s.State) && s.State != JobState.Cancelling)
            ?? same.Find(s => s is { State: JobState.Completed, Current: true });
    }

    /// <summary>Requests are the same if their JSON is, apart from the id.</summary>
    private static string Text(SubmitSelection request) =>
        JsonSerializer.Serialize(request with { SelectionId = null }, JobQueue.Json);
}
