namespace Platform.Kernels.Statistics;

/// <summary>
/// Items by their class and by the predicted class. As in PRMBench (arXiv 2501.03124), the positive class is that of the
/// right steps.
/// </summary>
/// <param name="TruePositives">Right and predicted right.</param>
/// <param name="FalseNegatives">Right and predicted wrong.</param>
/// <param name="TrueNegatives">Wrong and predicted wrong.</param>
/// <param name="FalsePositives">Wrong and predicted right.</param>
public readonly record struct ConfusionCounts(
    long TruePositives,
    long FalseNegatives,
    long TrueNegatives,
    long FalsePositives
)
{
    /// <summary>The counts of one item.</summary>
    public static ConfusionCounts Of(bool right, bool predictedRight) =>
        (right, predictedRight) switch
        {
            (true, true) => new(1, 0, 0, 0),
            (true, false) => new(0, 1, 0, 0),
            (false, false) => new(0, 0, 1, 0),
            (false, true) => new(0, 0, 0, 1),
        };

    /// <summary>TP / (TP + FP); NaN if nothing is predicted right.</summary>
    public double Precision => Fraction(TruePositives, FalsePositives);

    /// <summary>TP / (TP + FN); NaN if nothing is right.</summary>
    public double Recall => Fraction(TruePositives, FalseNegatives);

    /// <summary>2 TP / (2 TP + FP + FN); NaN if nothing is right.</summary>
    public double F1 => Score(TruePositives, FalseNegatives, FalsePositives);

    /// <summary>TN / (TN + FN); NaN if nothing is predicted wrong.</summary>
    public double NegativePrecision => Fraction(TrueNegatives, FalseNegatives);

    /// <summary>TN / (TN + FP); NaN if nothing is wrong.</summary>
    public double NegativeRecall => Fraction(TrueNegatives, FalsePositives);

    /// <summary>2 TN / (2 TN + FN + FP); NaN if nothing is wrong.</summary>
    public double NegativeF1 => Score(TrueNegatives, FalsePositives, FalseNegatives);

    /// <summary>PRMBench's PRMScore, (F1 + F1 of the negative class) / 2; NaN if one of the two classes has no item.</summary>
    public double PrmScore => (F1 + NegativeF1) / 2;

    /// <summary>Adds another's counts, multiplied by <paramref name="times"/>.</summary>
    public ConfusionCounts Plus(ConfusionCounts other, long times = 1) =>
        new(
            TruePositives + times * other.TruePositives,
            FalseNegatives + times * other.FalseNegatives,
            TrueNegatives + times * other.TrueNegatives,
            FalsePositives + times * other.FalsePositives
        );

    private static double Fraction(long part, long rest) => (double)part / (part + rest);

    // Items of the class that are missed are certain to be there; 0 / 0 would be a class without items.
    private static double Score(long hit, long missed, long falsely) =>
        hit + missed == 0 ? double.NaN : 2.0 * hit / (2 * hit + missed + falsely);
}
