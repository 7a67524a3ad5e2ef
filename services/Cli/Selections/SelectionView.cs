using Platform.Cli.Jobs;
using Platform.Contracts;

namespace Platform.Cli.Selections;

/// <summary>How a selection is watched and shown.</summary>
internal static class SelectionView
{
    public static readonly Watched<SelectionStatus> Watched = new(
        "selection",
        (api, id, cancellationToken) => api.GetSelection(id, cancellationToken),
        (view, selection) => view.Show(StageBars.Of(selection.Stages)),
        selection => JobState.IsOpen(selection.State),
        "./platform selections"
    );

    /// <summary>The name of a policy as users write it.</summary>
    public static string Policy(SelectionPolicy policy) =>
        policy == SelectionPolicy.ConvincingWrong ? "convincing-wrong" : policy.ToString().ToLowerInvariant();
}
