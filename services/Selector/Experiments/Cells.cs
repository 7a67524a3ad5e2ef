using Platform.Contracts;
using Platform.Kernels.Statistics;

namespace Platform.Selector.Experiments;

/// <summary>The accuracies of an experiment by arm, size, seed and N, with their values on the resamples.</summary>
internal sealed class Cells
{
    private readonly Dictionary<ArmKey, List<(ArmRun Run, float[,] Accuracy, Resamples Resamples)>> _runs = [];
    private readonly Dictionary<(ArmKey, int), Dictionary<long, Resampled>> _seeds = [];
    private readonly Dictionary<(ArmKey, int), Resampled> _means = [];

    public Cells(ExperimentArms arms, IReadOnlyList<TestedRuns> tested, int resamples)
    {
        var pools = new Dictionary<(string, int), Resamples>();
        var read = tested
            .SelectMany(t => t.Runs.Select(r => (r.Run, r.Accuracy, t.Pool)))
            .ToLookup(r => (r.Run.Arm, r.Run.Test, r.Run.Size, r.Run.Seed));
        // In the order of the experiment, so that a report does not depend on the order of the evaluations.
        foreach (var run in arms.Runs)
        {
            var (_, accuracy, pool) = read[(run.Arm, run.Test, run.Size, run.Seed)].First();
            var key = new ArmKey(run.Arm, run.Test, run.Size);
            int problems = accuracy.GetLength(0);
            if (!pools.TryGetValue((pool, problems), out var drawn))
            {
                pools[(pool, problems)] = drawn = new Resamples(problems, resamples, pools.Count);
            }

            if (!_runs.TryGetValue(key, out var list))
            {
                _runs[key] = list = [];
            }

            list.Add((run, accuracy, drawn));
        }

        Keys = [.. _runs.Keys];
    }

    /// <summary>The arms at their sizes, in the order of the experiment.</summary>
    public IReadOnlyList<ArmKey> Keys { get; }

    /// <summary>Step labels, the mean over seeds; null if unknown.</summary>
    public double? StepLabels(ArmKey key) =>
        _runs[key].All(r => r.Run.StepLabels is not null) ? _runs[key].Average(r => (double)r.Run.StepLabels!) : null;

    /// <summary>The accuracy of every seed.</summary>
    public Dictionary<long, Resampled> Seeds(ArmKey key, int n)
    {
        if (!_seeds.TryGetValue((key, n), out var seeds))
        {
            _seeds[(key, n)] = seeds = _runs[key]
                .ToDictionary(
                    r => r.Run.Seed,
                    r =>
                    {
                        var column = new float[r.Accuracy.GetLength(0)];
                        for (int p = 0; p < column.Length; p++)
                        {
                            column[p] = r.Accuracy[p, n - 1];
                        }

                        return Resampled.Mean(column, r.Resamples);
                    }
                );
        }

        return seeds;
    }

    /// <summary>The mean over seeds.</summary>
    public Resampled Mean(ArmKey key, int n)
    {
        if (!_means.TryGetValue((key, n), out var mean))
        {
            _means[(key, n)] = mean = Resampled.MeanOf([.. Seeds(key, n).Values]);
        }

        return mean;
    }
}
