using Platform.Contracts;
using Platform.Kernels.Statistics;

namespace Platform.Selector.Experiments;

/// <summary>Accuracy at the largest N by groups of problems. Of an arm with several sizes, only the largest is given.</summary>
internal static class GroupAccuracies
{
    public static IEnumerable<ArmGroup> Of(
        ExperimentArms arms,
        IReadOnlyList<TestedRuns> tested,
        int samples,
        int resamples
    )
    {
        var largest = arms.Runs.GroupBy(r => (r.Arm, r.Test)).ToDictionary(g => g.Key, g => g.Max(r => r.Size ?? 0));
        var runs = (
            from test in tested
            from run in test.Runs
            where (run.Run.Size ?? 0) == largest[(run.Run.Arm, run.Run.Test)]
            from @group in test.Groups
            where @group.By != "level"
            select (run.Run, run.Accuracy, Group: @group)
        ).ToList();
        foreach (var cell in runs.GroupBy(r => (r.Run.Test, r.Group.By, r.Group.Name, r.Run.Arm, r.Run.Size)))
        {
            var seeds = cell.Select(
                    (c, seed) =>
                    {
                        float[] values = [.. c.Group.Problems.Select(p => c.Accuracy[p, samples - 1])];
                        return Resampled.Mean(values, new Resamples(values.Length, resamples, seed));
                    }
                )
                .ToList();
            var mean = Resampled.MeanOf(seeds);
            var (low, high) = mean.Interval();
            yield return new(
                cell.Key.Test,
                cell.Key.By,
                cell.Key.Name,
                cell.Sum(c => c.Group.Problems.Length),
                cell.Key.Arm,
                cell.Key.Size,
                Summary.Rounded(mean.Value),
                Summary.Rounded(low),
                Summary.Rounded(high)
            );
        }
    }
}
