using Platform.Kernels.Selection;

namespace Platform.Kernels.Labelling;

/// <summary>
/// A reward model in a labeller's place (Lightman et al. 2023, small-scale supervision): a step is wrong if P(negative) is
/// above a threshold. Steps after the first wrong one have no label.
/// </summary>
public static class StepSupervision
{
    /// <summary>The paper's threshold.</summary>
    public const double Threshold = 0.2;

    /// <summary>
    /// 1 for every step before the first wrong one and -1 for that step. P(negative) is the column of the class if there is
    /// one, otherwise 1 - P(correct) with neutral counted as correct.
    /// </summary>
    /// <param name="rows">Probabilities, one row per step, <c>classes.Count</c> columns per row.</param>
    /// <param name="classes">Which column is which.</param>
    /// <param name="threshold">0 to 1; a step is wrong above it.</param>
    /// <returns>
    /// One label for each step up to the first wrong one, or for each step if none is wrong; null if there is no row or a
    /// probability is NaN or outside [0, 1] (by more than 1e-3).
    /// </returns>
    public static sbyte[]? Labels(ReadOnlySpan<double> rows, ClassColumns classes, double threshold)
    {
        if (rows.IsEmpty || rows.Length % classes.Count != 0)
        {
            return null;
        }
        var negative = new double[rows.Length / classes.Count];
        for (int step = 0; step < negative.Length; step++)
        {
            var row = rows.Slice(step * classes.Count, classes.Count);
            double p = classes.Negative >= 0 ? row[classes.Negative] : 1 - classes.Correct(row, NeutralPolicy.Positive);
            if (!(p >= -1e-3 && p <= 1 + 1e-3))
            {
                return null;
            }
            negative[step] = p;
        }
        int first = negative.AsSpan().IndexOfAnyExceptInRange(double.NegativeInfinity, threshold);
        var labels = new sbyte[first < 0 ? negative.Length : first + 1];
        labels.AsSpan().Fill(1);
        if (first >= 0)
        {
            labels[first] = -1;
        }
        return labels;
    }
}
