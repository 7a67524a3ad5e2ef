namespace Platform.Selector.Experiments;

/// <summary>How accuracy grows with the number of labels.</summary>
internal static class Scaling
{
    /// <summary>
    /// Slope of the least-squares fit of accuracy against the natural logarithm of the labels:
    /// sum (x - mean x)(y - mean y) / sum (x - mean x)^2.
    /// </summary>
    /// <param name="labels">Numbers of labels, at least two different ones.</param>
    /// <param name="accuracies">The accuracy with each.</param>
    public static double Slope(IReadOnlyList<double> labels, IReadOnlyList<double> accuracies)
    {
        double meanX = labels.Average(Math.Log);
        double meanY = accuracies.Average();
        var (covariance, variance) = (0.0, 0.0);
        for (int i = 0; i < labels.Count; i++)
        {
            double x = Math.Log(labels[i]) - meanX;
            covariance += x * (accuracies[i] - meanY);
            variance += x * x;
        }

        return covariance / variance;
    }

    /// <summary>
    /// Labels with which an accuracy is first reached, by linear interpolation along the logarithm of the labels. NaN if it
    /// is never reached, or already exceeded with the fewest: nothing is extrapolated.
    /// </summary>
    /// <param name="labels">Numbers of labels, ascending.</param>
    /// <param name="accuracies">The accuracy with each.</param>
    /// <param name="target">The accuracy to reach.</param>
    public static double Reaching(IReadOnlyList<double> labels, IReadOnlyList<double> accuracies, double target)
    {
        for (int i = 0; i < labels.Count; i++)
        {
            if (accuracies[i] < target)
            {
                continue;
            }

            if (i == 0)
            {
                return accuracies[0] == target ? labels[0] : double.NaN;
            }

            double share = (target - accuracies[i - 1]) / (accuracies[i] - accuracies[i - 1]);
            return Math.Exp(Math.Log(labels[i - 1]) + share * (Math.Log(labels[i]) - Math.Log(labels[i - 1])));
        }

        return double.NaN;
    }
}
