namespace Platform.Kernels.Statistics;

/// <summary>
/// How predicted probabilities agree with outcomes: items in bins of equal width, [0, 0.1), [0.1, 0.2), ..., [0.9, 1]. Sums
/// are whole multiples of 2^-32, so they do not depend on the order of the items.
/// </summary>
public sealed class Reliability
{
    /// <summary>Number of bins.</summary>
    public const int Bins = 10;

    private const double Unit = 1L << 32;

    private readonly long[] counts = new long[Bins];
    private readonly long[] predicted = new long[Bins];
    private readonly long[] observed = new long[Bins];

    /// <summary>Number of items.</summary>
    public long Count => counts.Sum();

    /// <summary>A bin; its means are NaN if it is empty.</summary>
    public ReliabilityBin this[int bin] =>
        new(counts[bin], predicted[bin] / Unit / counts[bin], observed[bin] / Unit / counts[bin]);

    /// <summary>
    /// The expected calibration error (Naeini et al. 2015; Guo et al. 2017): the mean over the bins of |mean predicted
    /// probability - mean outcome|, weighted by their items; NaN without items.
    /// </summary>
    public double Error
    {
        get
        {
            var gaps = 0.0;
            for (int bin = 0; bin < Bins; bin++)
            {
                gaps += Math.Abs(predicted[bin] - observed[bin]) / Unit;
            }
            return gaps / Count;
        }
    }

    /// <param name="probability">Clamped to [0, 1].</param>
    /// <param name="outcome">1 or 0, or the probability in [0, 1] that an item like this is right.</param>
    public void Add(double probability, double outcome)
    {
        probability = Math.Clamp(probability, 0, 1);
        int bin = Math.Min((int)(probability * Bins), Bins - 1);
        counts[bin]++;
        predicted[bin] += (long)Math.Round(probability * Unit);
        observed[bin] += (long)Math.Round(outcome * Unit);
    }
}

/// <summary>One bin of a reliability diagram.</summary>
/// <param name="Count">Its items.</param>
/// <param name="Predicted">Mean predicted probability.</param>
/// <param name="Observed">Mean outcome.</param>
public readonly record struct ReliabilityBin(long Count, double Predicted, double Observed);
