namespace Platform.Kernels.Labelling;

/// <summary>How uncertain a reward model is about the steps of a solution.</summary>
public static class StepEntropy
{
    /// <summary>
    /// Mean over the steps of the entropy of their classes, in nats: -sum p ln p, with p scaled to sum to 1 and 0 ln 0 = 0.
    /// A model with one class gives the probability of that class against its opposite.
    /// </summary>
    /// <param name="rows">Probabilities, one row per step, <paramref name="classes"/> columns per row.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <returns>0 (certain) to ln C; NaN if there is no row or a probability is negative or not finite.</returns>
    public static double Mean(ReadOnlySpan<double> rows, int classes)
    {
        if (rows.IsEmpty || rows.Length % classes != 0)
        {
            return double.NaN;
        }
        double sum = 0;
        for (int at = 0; at < rows.Length; at += classes)
        {
            var row = rows.Slice(at, classes);
            sum += classes == 1 ? Of([row[0], Math.Max(0, 1 - row[0])]) : Of(row);
        }
        return sum / (rows.Length / classes);
    }

    /// <summary>ln S - (sum x ln x) / S for the row x with the sum S.</summary>
    private static double Of(ReadOnlySpan<double> row)
    {
        double total = 0;
        double weighted = 0;
        foreach (double x in row)
        {
            if (!(x >= 0) || double.IsInfinity(x))
            {
                return double.NaN;
            }
            total += x;
            weighted += x > 0 ? x * Math.Log(x) : 0;
        }
        return total > 0 ? Math.Max(0, Math.Log(total) - weighted / total) : double.NaN;
    }
}
