using Platform.Kernels.Statistics;

namespace Platform.Selector.Evaluations.Steps;

/// <summary>Area under the ROC curve of P(step correct).</summary>
/// <param name="Area">In [0, 1]; NaN if all steps are right or all are wrong.</param>
/// <param name="Areas">The areas of the resamples of the problems; empty if there is no area.</param>
/// <param name="Rated">Number of steps.</param>
internal sealed record StepArea(double Area, double[] Areas, int Rated)
{
    /// <summary>The area over some of the rated steps.</summary>
    /// <param name="problems">One model's view of the problems.</param>
    /// <param name="wanted">The steps that count.</param>
    /// <param name="resamples">Of these problems.</param>
    /// <param name="options">Threads.</param>
    public static StepArea Of(
        RatedProblem[] problems,
        Func<RatedStep, bool> wanted,
        Resamples resamples,
        SelectorOptions options
    )
    {
        int steps = problems.Sum(p => p.Steps.Length);
        var (scores, right, owners, rated) = (new double[steps], new bool[steps], new int[steps], 0);
        for (int p = 0; p < problems.Length; p++)
        {
            foreach (var step in problems[p].Steps)
            {
                if (wanted(step))
                {
                    (scores[rated], right[rated], owners[rated]) = (step.Correct, step.IsRight, p);
                    rated++;
                }
            }
        }

        Array.Resize(ref scores, rated);
        var roc = new Roc(scores, right.AsSpan(0, rated), owners.AsSpan(0, rated));
        double area = roc.Area();
        var areas = new double[double.IsNaN(area) ? 0 : resamples.Count];
        Parallel.For(
            0,
            areas.Length / Roc.Lanes,
            options.Parallel,
            i => roc.Areas(resamples, i * Roc.Lanes, areas.AsSpan(i * Roc.Lanes, Roc.Lanes))
        );
        return new(area, areas, rated);
    }
}
