namespace Platform.Benchmarks.Running;

internal static class Percentiles
{
    /// <summary>The smallest value that a share of the values, 0 to 1, does not exceed.</summary>
    public static double Percentile(this IReadOnlyList<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }
}
