using Platform.Contracts;
using Platform.Selector.Evaluations.Steps;

namespace Platform.Selector.Experiments;

/// <summary>The areas under the ROC curve of every arm, over its seeds.</summary>
internal static class StepAreas
{
    public static IEnumerable<ArmSteps> Of(IReadOnlyList<TestedRuns> tested) =>
        tested
            .SelectMany(t => t.Steps)
            .GroupBy(s => (s.Run.Arm, s.Run.Test, s.Run.Size, s.Labeller))
            .Select(arm => new ArmSteps(
                arm.Key.Arm,
                arm.Key.Test,
                arm.Key.Size,
                arm.Key.Labeller,
                arm.Sum(s => s.All.Rated),
                Mean([.. arm.OrderBy(s => s.Run.Seed).Select(s => s.All)]),
                Mean([.. arm.OrderBy(s => s.Run.Seed).Select(s => s.First)])
            ));

    /// <summary>The mean over the seeds that have an area; null if none has.</summary>
    private static ArmArea? Mean(IReadOnlyList<StepArea> seeds)
    {
        List<Resampled> areas = [.. seeds.Where(s => s.Areas.Length > 0).Select(s => new Resampled(s.Area, s.Areas))];
        if (areas.Count == 0)
        {
            return null;
        }

        var mean = Resampled.MeanOf(areas);
        var (low, high) = mean.Interval();
        return new(
            Summary.Rounded(mean.Value),
            Summary.Rounded(low),
            Summary.Rounded(high),
            [.. areas.Select(a => Summary.Rounded(a.Value))]
        );
    }
}
