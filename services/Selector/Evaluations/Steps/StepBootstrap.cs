using Platform.Kernels.Selection;
using Platform.Kernels.Statistics;

namespace Platform.Selector.Evaluations.Steps;

/// <summary>
/// First-error F1, its mean over subsets and PRMScore on resamples of the problems. A resample that has only one kind of
/// solution in a subset has no F1 of that subset, and so no mean.
/// </summary>
internal sealed class StepBootstrap
{
    private readonly ProblemCounts[] _problems;

    public StepBootstrap(
        ProblemCounts[] problems,
        IReadOnlyList<(string Name, int[] Problems)> subjects,
        Resamples resamples,
        SelectorOptions options
    )
    {
        _problems = problems;
        int[] all = [.. Enumerable.Range(0, problems.Length)];
        double[] scores = [.. subjects.Select(s => FirstErrors(s.Problems, _ => 1).F1)];
        // A subset with only one kind of solution has no F1 and stands in no mean.
        int[] inMean = [.. Enumerable.Range(0, scores.Length).Where(s => !double.IsNaN(scores[s]))];
        (SubsetsInMean, SubsetMean) = (inMean.Length, Mean(scores, inMean));

        var firstError = new double[resamples.Count];
        var prmScore = new double[resamples.Count];
        var mean = new double[resamples.Count];
        double[][] subsets = [.. subjects.Select(_ => new double[resamples.Count])];
        Parallel.For(
            0,
            resamples.Count,
            options.Parallel,
            b =>
            {
                var own = new double[subsets.Length];
                for (int s = 0; s < own.Length; s++)
                {
                    own[s] = subsets[s][b] = FirstErrors(subjects[s].Problems, p => resamples.Times(b, p)).F1;
                }
                mean[b] = Mean(own, inMean);
                firstError[b] = FirstErrors(all, p => resamples.Times(b, p)).F1;
                prmScore[b] = Steps(p => resamples.Times(b, p)).PrmScore;
            }
        );
        FirstError = Bootstrap.Interval(firstError);
        PrmScore = Bootstrap.Interval(prmScore);
        SubsetMeanInterval = Bootstrap.Interval(mean);
        Subsets = [.. subsets.Select(s => Bootstrap.Interval(s))];
    }

    /// <summary>Interval of first-error F1.</summary>
    public (double Low, double High) FirstError { get; }

    /// <summary>Interval of PRMScore.</summary>
    public (double Low, double High) PrmScore { get; }

    /// <summary>Mean of first-error F1 over the subsets that have one; NaN if none has.</summary>
    public double SubsetMean { get; }

    /// <summary>Number of these subsets.</summary>
    public int SubsetsInMean { get; }

    /// <summary>Interval of the mean.</summary>
    public (double Low, double High) SubsetMeanInterval { get; }

    /// <summary>For each subset, the interval of its first-error F1.</summary>
    public IReadOnlyList<(double Low, double High)> Subsets { get; }

    private static double Mean(double[] scores, int[] which) =>
        which.Length == 0 ? double.NaN : which.Average(s => scores[s]);

    private FirstErrorCounts FirstErrors(int[] which, Func<int, int> times)
    {
        var sum = new FirstErrorCounts();
        foreach (int p in which)
        {
            sum = sum.Plus(_problems[p].FirstErrors, times(p));
        }
        return sum;
    }

    private ConfusionCounts Steps(Func<int, int> times)
    {
        var sum = new ConfusionCounts();
        for (int p = 0; p < _problems.Length; p++)
        {
            sum = sum.Plus(_problems[p].Steps, times(p));
        }
        return sum;
    }
}

/// <summary>What one problem contributes.</summary>
internal readonly record struct ProblemCounts(FirstErrorCounts FirstErrors, ConfusionCounts Steps);
