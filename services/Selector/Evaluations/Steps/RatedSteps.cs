using Platform.Contracts;
using Platform.Kernels.Selection;
using Platform.Kernels.Statistics;

namespace Platform.Selector.Evaluations.Steps;

/// <summary>Compares process models with step labels, each labeller by itself.</summary>
internal static class RatedSteps
{
    /// <summary>
    /// One entry per labeller and process model that has scored a step rated by the labeller; empty if the pool has no
    /// labels. Only one model and one labeller are held at a time, besides the columns.
    /// </summary>
    /// <exception cref="InvalidDataException">The labels' columns contradict each other.</exception>
    public static IReadOnlyList<StepMetrics> Of(
        EvaluationHeader header,
        IReadOnlyList<ModelLineage> models,
        IReadOnlyList<ProblemColumns> problems,
        Resamples resamples,
        SelectorOptions options
    )
    {
        var steps = header.Steps ?? new StepOptions();
        var metrics = new List<StepMetrics>();
        foreach (var (l, labeller) in (header.Labellers ?? []).Index())
        {
            foreach (int m in Enumerable.Range(0, models.Count).Where(m => models[m].Kind == "process"))
            {
                var rated = Read(steps, models, m, l, problems, options);
                if (rated.Any(p => p.Solutions.Length > 0))
                {
                    metrics.Add(Metrics(Name(models, m), labeller, steps, rated, resamples, options));
                }
            }
        }
        return metrics;
    }

    /// <summary>One model's view of the problems, with one labeller's labels.</summary>
    /// <param name="steps">How labels are read.</param>
    /// <param name="models">The models of the problems' scores.</param>
    /// <param name="model">Index of the model.</param>
    /// <param name="labeller">Index of the labeller.</param>
    /// <param name="problems">The columns.</param>
    /// <param name="options">Threads.</param>
    /// <exception cref="InvalidDataException">The labels' columns contradict each other.</exception>
    public static RatedProblem[] Read(
        StepOptions steps,
        IReadOnlyList<ModelLineage> models,
        int model,
        int labeller,
        IReadOnlyList<ProblemColumns> problems,
        SelectorOptions options
    )
    {
        var classes = ClassColumns.Named(models[model].Classes);
        double cut = steps.LabelCut ?? StepOptions.DefaultLabelCut;
        return Report.Each(problems, options, p => RatedProblem.Read(p, model, classes, labeller, cut));
    }

    private static StepMetrics Metrics(
        string model,
        PoolLabeller labeller,
        StepOptions steps,
        RatedProblem[] problems,
        Resamples resamples,
        SelectorOptions options
    )
    {
        double threshold = Threshold(steps, problems);
        var tally = new StepTally(threshold);
        var tallies = Array.ConvertAll(problems, p => Tally(p, threshold, tally));
        var subjects = StepGroups.Subjects(problems);
        var auc = StepArea.Of(problems, _ => true, resamples, options);
        var (low, high) = Bootstrap.Interval([.. auc.Areas]);
        var bootstrap = new StepBootstrap(tallies, subjects, resamples, options);
        return new StepMetrics(
            model,
            labeller.Name,
            tally.Solutions,
            tally.Rated,
            tally.Share(1),
            tally.Share(0),
            tally.Share(-1),
            StepTally.Number(auc.Area),
            StepTally.End(low),
            StepTally.End(high),
            tally.FirstError(bootstrap.FirstError),
            new LabelReading(
                labeller.Scale,
                labeller.Scale == LabelScale.Ratings ? null : steps.LabelCut ?? StepOptions.DefaultLabelCut
            ),
            steps.ThresholdFrom is { } subset
                ? new StepThreshold("subset", StepTally.Number(threshold), subset)
                : new StepThreshold("fixed", threshold),
            subjects.Count == 0
                ? null
                : tally.SubsetMean(bootstrap.SubsetMean, bootstrap.SubsetMeanInterval, bootstrap.SubsetsInMean),
            tally.Classes(bootstrap.PrmScore),
            tally.Calibration(),
            StepGroups.Of(problems, threshold, subjects, bootstrap.Subsets, options)
        );
    }

    private static double Threshold(StepOptions steps, RatedProblem[] problems)
    {
        if (steps.ThresholdFrom is not { } subset)
        {
            return steps.Threshold ?? StepOptions.DefaultThreshold;
        }
        var ranges = new List<FirstErrorRange>();
        foreach (var problem in problems.Where(p => p.Subject == subset))
        {
            foreach (var solution in problem.Solutions)
            {
                if (solution.Range is { } range)
                {
                    ranges.Add(range);
                }
            }
        }
        return FirstErrorRange.Best(ranges);
    }

    /// <summary>Counts one problem, and adds it to the tally of all.</summary>
    private static ProblemCounts Tally(RatedProblem problem, double threshold, StepTally all)
    {
        var own = new StepTally(threshold);
        foreach (var solution in problem.Solutions)
        {
            var steps = problem.Steps.Slice(solution.From, solution.Count);
            own.Add(solution, steps);
            all.Add(solution, steps);
        }
        return new ProblemCounts(own.FirstErrors, own.Confusion);
    }

    /// <summary>The model's name, with the beginning of its version if several models of a kind share the name.</summary>
    internal static string Name(IReadOnlyList<ModelLineage> models, int model)
    {
        var me = models[model];
        bool clash = models.Count(m => m.Kind == me.Kind && m.Name == me.Name) > 1;
        return clash ? $"{me.Name}@{me.Version[..Math.Min(8, me.Version.Length)]}" : me.Name;
    }
}
