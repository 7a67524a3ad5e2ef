namespace Platform.Kernels.Labelling;

/// <summary>Shares of whole numbers.</summary>
internal static class Quotas
{
    /// <summary>
    /// Splits off a share of every number so that each part is the share rounded up or down, and the sum of all parts is the
    /// share of the sum, rounded: part i = round(share (n_1 + .. + n_i)) - round(share (n_1 + .. + n_(i-1))).
    /// </summary>
    /// <param name="numbers">Whole numbers, at least 0.</param>
    /// <param name="share">0 to 1.</param>
    /// <param name="order">The order in which they are added up: it decides which parts are rounded up.</param>
    public static int[] Share(ReadOnlySpan<int> numbers, double share, ReadOnlySpan<int> order)
    {
        var parts = new int[numbers.Length];
        long sum = 0;
        long taken = 0;
        foreach (int i in order)
        {
            sum += numbers[i];
            long now = Of(sum, share);
            parts[i] = (int)(now - taken);
            taken = now;
        }
        return parts;
    }

    /// <summary>The share of a whole number, rounded; halves are rounded up.</summary>
    public static long Of(long number, double share) => (long)Math.Floor(number * share + 0.5);
}
