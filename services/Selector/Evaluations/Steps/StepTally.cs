using Platform.Contracts;
using Platform.Kernels.Selection;
using Platform.Kernels.Statistics;

namespace Platform.Selector.Evaluations.Steps;

/// <summary>What one set of rated steps adds up to.</summary>
/// <param name="threshold">Predicts a step wrong if P(correct) is under it; NaN: nothing is predicted.</param>
internal sealed class StepTally(double threshold)
{
    private readonly Reliability _reliability = new();
    private readonly int[] _ratings = new int[3];

    public int Solutions { get; private set; }

    /// <summary>Solutions whose labels do not decide where the first wrong step is.</summary>
    public int Undecided { get; private set; }

    public ConfusionCounts Confusion { get; private set; }

    public FirstErrorCounts FirstErrors { get; private set; }

    public int Rated => _ratings.Sum();

    /// <summary>Fraction of the steps with this rating.</summary>
    public double Share(int rating) => (double)_ratings[rating + 1] / Rated;

    /// <summary>Adds steps of one solution.</summary>
    public void Add(RatedSolution solution, ReadOnlySpan<RatedStep> steps)
    {
        Solutions++;
        if (solution.Range is { } range)
        {
            FirstErrors = FirstErrors.Plus(range.Counts(threshold));
        }
        else
        {
            Undecided++;
        }
        foreach (var step in steps)
        {
            _ratings[step.Rating + 1]++;
            _reliability.Add(step.Correct, step.Share);
            Confusion = Confusion.Plus(ConfusionCounts.Of(step.IsRight, step.Correct >= threshold));
        }
    }

    public double CalibrationError => _reliability.Error;

    public CalibrationMetrics Calibration() =>
        new(
            Number(_reliability.Error),
            [
                .. Enumerable
                    .Range(0, Reliability.Bins)
                    .Select(b => new CalibrationBin(
                        (double)b / Reliability.Bins,
                        (double)(b + 1) / Reliability.Bins,
                        (int)_reliability[b].Count,
                        Number(_reliability[b].Predicted),
                        Number(_reliability[b].Observed)
                    )),
            ]
        );

    public StepClassMetrics Classes((double Low, double High)? interval = null) =>
        new(
            new(Predicted(Confusion.Precision), Predicted(Confusion.Recall), Predicted(Confusion.F1)),
            new(
                Predicted(Confusion.NegativePrecision),
                Predicted(Confusion.NegativeRecall),
                Predicted(Confusion.NegativeF1)
            ),
            Predicted(Confusion.PrmScore),
            Predicted(End(interval?.Low)),
            Predicted(End(interval?.High))
        );

    public FirstErrorMetrics FirstError((double Low, double High)? interval = null) =>
        new(
            (int)FirstErrors.Erroneous,
            (int)FirstErrors.Correct,
            Undecided,
            Predicted(FirstErrors.ErroneousAccuracy),
            Predicted(FirstErrors.CorrectAccuracy),
            Predicted(FirstErrors.F1),
            Predicted(End(interval?.Low)),
            Predicted(End(interval?.High))
        );

    /// <summary>The mean over subsets, which were counted with the same threshold.</summary>
    public SubsetMeanMetrics SubsetMean(double mean, (double Low, double High) interval, int subsets) =>
        new(Predicted(mean), Predicted(End(interval.Low)), Predicted(End(interval.High)), subsets);

    /// <summary>Null for NaN.</summary>
    public static double? Number(double value) => double.IsNaN(value) ? null : value;

    /// <summary>The end of an interval, rounded to six digits, which is its precision; null for NaN.</summary>
    public static double? End(double? value) => value is { } v && !double.IsNaN(v) ? Math.Round(v, 6) + 0.0 : null;

    private double? Predicted(double? value) => double.IsNaN(threshold) || value is not { } v ? null : Number(v);
}
