using Platform.Cli.Progress;
using Platform.Contracts;

namespace Platform.Cli.Jobs;

/// <summary>The stages of a job as bars.</summary>
internal static class StageBars
{
    /// <summary>Stages with work to do.</summary>
    public static IReadOnlyList<Bar> Of(IReadOnlyList<StageProgress> stages) =>
        [.. stages.Where(s => s.Total > 0).Select(s => new Bar(s.Stage, s.Done, s.Total, Failed: s.Failed))];
}
