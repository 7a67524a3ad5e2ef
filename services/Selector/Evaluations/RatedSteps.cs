using System.Runtime.InteropServices;
using Platform.Contracts;
using Platform.Kernels.Selection;
using Platform.Kernels.Statistics;

namespace Platform.Selector.Evaluations;

/// <summary>
/// Compares process models with step labels: area under the ROC curve over rated steps, and first-error accuracy over
/// solutions.
/// </summary>
internal static class RatedSteps
{
    /// <summary>One entry per process model that has scored a rated step; empty if the pool has no labels.</summary>
    /// <exception cref="InvalidDataException">The labels' columns contradict each other.</exception>
    public static IReadOnlyList<StepMetrics> Of(
        string? labeller,
        IReadOnlyList<ModelLineage> models,
        IReadOnlyList<ProblemColumns> problems,
        Resamples resamples,
        SelectorOptions options
    ) =>
        labeller is null
            ? []
            :
            [
                .. Enumerable
                    .Range(0, models.Count)
                    .Where(m => models[m].Kind == "process")
                    .Select(m =>
                    {
                        var classes = ClassColumns.Named(models[m].Classes);
                        var rated = Report.Each(problems, options, p => RatedProblem.Read(p, m, classes));
                        return Metrics(Name(models, m), labeller, rated, resamples, options);
                    })
                    .OfType<StepMetrics>(),
            ];

    private static StepMetrics? Metrics(
        string model,
        string labeller,
        RatedProblem[] problems,
        Resamples resamples,
        SelectorOptions options
    )
    {
        int rated = problems.Sum(p => p.Labels.Count);
        if (rated == 0)
        {
            return null;
        }
        double Share(int label) => (double)problems.Sum(p => p.Labels.Count(l => l == label)) / rated;
        var roc = new Roc(
            [.. problems.SelectMany(p => p.Correct)],
            [.. problems.SelectMany(p => p.Labels.Select(l => l >= 0))],
            [.. problems.SelectMany((p, i) => Enumerable.Repeat(i, p.Labels.Count))]
        );
        double auc = roc.Area();
        var area = Area(roc, auc, resamples, options);
        var counts = Sum(problems, _ => 1);
        var f1 = Enumerable
            .Range(0, double.IsNaN(counts.F1) ? 0 : resamples.Count)
            .Select(b => Sum(problems, p => resamples.Times(b, p)).F1);
        var (low, high) = Bootstrap.Interval([.. f1]);
        return new StepMetrics(
            model,
            labeller,
            problems.Sum(p => p.Solutions),
            rated,
            Share(1),
            Share(0),
            Share(-1),
            Number(auc),
            End(area.Low),
            End(area.High),
            new FirstErrorMetrics(
                (int)counts.Erroneous,
                (int)counts.Correct,
                problems.Sum(p => p.Undecided),
                Number(counts.ErroneousAccuracy),
                Number(counts.CorrectAccuracy),
                Number(counts.F1),
                End(low),
                End(high)
            )
        );
    }

    private static (double Low, double High) Area(Roc roc, double auc, Resamples resamples, SelectorOptions options)
    {
        var areas = new double[double.IsNaN(auc) ? 0 : resamples.Count];
        Parallel.For(
            0,
            areas.Length / Roc.Lanes,
            options.Parallel,
            i => roc.Areas(resamples, i * Roc.Lanes, areas.AsSpan(i * Roc.Lanes, Roc.Lanes))
        );
        return Bootstrap.Interval(areas);
    }

    private static FirstErrorCounts Sum(RatedProblem[] problems, Func<int, int> times)
    {
        var sum = new FirstErrorCounts();
        for (int p = 0; p < problems.Length; p++)
        {
            sum = sum.Plus(problems[p].FirstErrors, times(p));
        }
        return sum;
    }

    /// <summary>The model's name, with the beginning of its version if several models of a kind share the name.</summary>
    internal static string Name(IReadOnlyList<ModelLineage> models, int model)
    {
        var me = models[model];
        bool clash = models.Count(m => m.Kind == me.Kind && m.Name == me.Name) > 1;
        return clash ? $"{me.Name}@{me.Version[..Math.Min(8, me.Version.Length)]}" : me.Name;
    }

    private static double? Number(double value) => double.IsNaN(value) ? null : value;

    private static double? End(double value) => double.IsNaN(value) ? null : Math.Round(value, 6) + 0.0;
}

/// <summary>One model's view of one problem's rated steps.</summary>
internal sealed class RatedProblem
{
    /// <summary>P(correct) of each rated step.</summary>
    public List<double> Correct { get; } = [];

    /// <summary>The label of each rated step.</summary>
    public List<sbyte> Labels { get; } = [];

    public FirstErrorCounts FirstErrors { get; private set; }

    /// <summary>Solutions with a usable score and a rated step.</summary>
    public int Solutions { get; private set; }

    /// <summary>Solutions whose labels do not decide where the first wrong step is.</summary>
    public int Undecided { get; private set; }

    public static RatedProblem Read(ProblemColumns problem, int model, ClassColumns classes)
    {
        var rated = new RatedProblem();
        if (problem.Labels is not { } columns)
        {
            return rated;
        }
        var steps = MemoryMarshal.Cast<byte, int>(columns.Rows);
        var labels = MemoryMarshal.Cast<byte, sbyte>(columns.Labels);
        Check(problem, columns.Rows.Length == problem.Answers.Length, "rows are not one a sample");
        var rows = problem.Scores[model] is { } scores ? MemoryMarshal.Cast<byte, int>(scores.Rows) : [];
        var probabilities = MemoryMarshal.Cast<byte, double>(problem.Scores[model]?.Probabilities ?? []);
        for (int sample = 0; sample < steps.Length; sample++)
        {
            Check(problem, steps[sample] >= 0 && steps[sample] <= labels.Length, $"they end within sample {sample}");
            var own = labels[..steps[sample]];
            labels = labels[steps[sample]..];
            if (rows.IsEmpty)
            {
                continue;
            }
            int length = rows[sample] * classes.Count;
            rated.Add(own, probabilities[..length], classes);
            probabilities = probabilities[length..];
        }
        Check(problem, labels.IsEmpty, "they go on after the last sample");
        return rated;
    }

    // A model that gave a different number of rows than there are steps has not scored the steps.
    private void Add(ReadOnlySpan<sbyte> labels, ReadOnlySpan<double> rows, ClassColumns classes)
    {
        var correct = new double[labels.Length];
        if (
            labels.IndexOfAnyExcept(LabelColumns.Unrated) < 0
            || !StepScores.Correct(rows, classes, NeutralPolicy.Positive, correct)
        )
        {
            return;
        }
        Solutions++;
        for (int step = 0; step < labels.Length; step++)
        {
            if (labels[step] != LabelColumns.Unrated)
            {
                Correct.Add(correct[step]);
                Labels.Add(labels[step]);
            }
        }
        if (FirstError.Labelled(labels, out int first))
        {
            FirstErrors = FirstErrors.Plus(FirstErrorCounts.Of(first, FirstError.Predicted(correct)));
        }
        else
        {
            Undecided++;
        }
    }

    private static void Check(ProblemColumns problem, bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidDataException($"Labels of problem {problem.Key}: {what}.");
        }
    }
}
