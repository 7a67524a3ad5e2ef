namespace Platform.Kernels.Selection;

/// <summary>
/// The thresholds for which <see cref="FirstError.Predicted"/> gives the labelled first wrong step of one solution. Step i
/// is predicted if p_i is the first P(correct) under the threshold t, so p_i &lt; t &lt;= min of p_j over j &lt; i; and no
/// step is predicted if t &lt;= min of all p_j.
/// </summary>
/// <param name="Erroneous">Whether a step is labelled wrong.</param>
/// <param name="Above">The threshold must be above this number.</param>
/// <param name="UpTo">The threshold must be at most this number.</param>
public readonly record struct FirstErrorRange(bool Erroneous, double Above, double UpTo)
{
    /// <param name="correct">P(correct) per step.</param>
    /// <param name="labelled">The first step labelled wrong, or <see cref="FirstError.None"/>.</param>
    public static FirstErrorRange Of(ReadOnlySpan<double> correct, int labelled)
    {
        double least = double.PositiveInfinity;
        foreach (double p in labelled == FirstError.None ? correct : correct[..labelled])
        {
            least = Math.Min(least, p);
        }
        return labelled == FirstError.None
            ? new(false, double.NegativeInfinity, least)
            : new(true, correct[labelled], least);
    }

    /// <summary>Whether this threshold gives the labelled step.</summary>
    public bool Holds(double threshold) => threshold > Above && threshold <= UpTo;

    /// <summary>The counts of this solution for a threshold.</summary>
    public FirstErrorCounts Counts(double threshold)
    {
        int holds = Holds(threshold) ? 1 : 0;
        return Erroneous ? new(1, holds, 0, 0) : new(0, 0, 1, holds);
    }

    /// <summary>
    /// The threshold in [0, 1] with the highest first-error F1 on these solutions. F1 changes only at the ends of ranges: of
    /// the best stretch between two ends, the threshold is 0.5 if that lies in it, otherwise its middle. Of equally good
    /// thresholds, it is the one nearest to 0.5, then the lower one.
    /// </summary>
    /// <returns>NaN if there are not both erroneous and correct solutions.</returns>
    public static double Best(IReadOnlyList<FirstErrorRange> ranges)
    {
        var counts = new FirstErrorCounts(ranges.Count(r => r.Erroneous), 0, ranges.Count(r => !r.Erroneous), 0);
        if (double.IsNaN(counts.F1))
        {
            return double.NaN;
        }
        var ends = Ends(ranges);
        var (best, threshold) = (-1.0, double.NaN);
        double from = double.NegativeInfinity;
        for (int at = 0; ; )
        {
            // Ends up to this number have been counted: the counts hold for from < t <= to.
            for (; at < ends.Length && ends[at].Value <= from; at++)
            {
                counts = ends[at].Erroneous
                    ? counts with
                    {
                        Found = counts.Found + ends[at].Change,
                    }
                    : counts with
                    {
                        Passed = counts.Passed + ends[at].Change,
                    };
            }
            double to = at < ends.Length ? ends[at].Value : double.PositiveInfinity;
            if (to >= 0 && from < 1)
            {
                double t = Within(Math.Max(from, 0), Math.Min(to, 1));
                if (counts.F1 > best || counts.F1 == best && Math.Abs(t - 0.5) < Math.Abs(threshold - 0.5))
                {
                    (best, threshold) = (counts.F1, t);
                }
            }
            if (at == ends.Length)
            {
                return threshold;
            }
            from = to;
        }
    }

    /// <summary>Where the ranges that hold some threshold begin (+1) and end (-1), ascending.</summary>
    private static (double Value, bool Erroneous, int Change)[] Ends(IReadOnlyList<FirstErrorRange> ranges)
    {
        (double Value, bool Erroneous, int Change)[] ends =
        [
            .. ranges
                .Where(r => r.Above < r.UpTo)
                .SelectMany(r => new[] { (r.Above, r.Erroneous, 1), (r.UpTo, r.Erroneous, -1) }),
        ];
        Array.Sort(ends, (a, b) => a.Value.CompareTo(b.Value));
        return ends;
    }

    private static double Within(double from, double to)
    {
        if (from < 0.5 && to >= 0.5)
        {
            return 0.5;
        }
        double middle = from + (to - from) / 2;
        return middle > from ? middle : to;
    }
}
