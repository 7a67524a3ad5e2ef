namespace Platform.Inference;

/// <summary>Groups sequences into batches.</summary>
public static class Packing
{
    /// <summary>
    /// Sorts by length, longest first (equal lengths keep their order), and cuts into batches of at most
    /// <paramref name="budget"/> tokens, padding included; a longer sequence runs alone. Every index is in exactly one
    /// batch.
    /// </summary>
    /// <param name="lengths">Tokens of each sequence.</param>
    /// <param name="budget">Rows times the longest row of a batch.</param>
    /// <returns>Indices into <paramref name="lengths"/>, one array per batch, its longest sequence first.</returns>
    public static List<int[]> Pack(IReadOnlyList<int> lengths, int budget)
    {
        var order = Enumerable.Range(0, lengths.Count).OrderByDescending(i => lengths[i]).ToArray();
        var batches = new List<int[]>();
        for (var start = 0; start < order.Length; )
        {
            var rows = Math.Max(1, budget / Math.Max(1, lengths[order[start]]));
            var end = Math.Min(order.Length, start + rows);
            batches.Add(order[start..end]);
            start = end;
        }
        return batches;
    }

    /// <summary>Share of padding in all tokens that these batches run: 1 - tokens / sum of (rows x longest).</summary>
    public static double PaddingRatio(IEnumerable<int[]> batches, IReadOnlyList<int> lengths)
    {
        var (tokens, padded) = (0L, 0L);
        foreach (var batch in batches)
        {
            tokens += batch.Sum(i => (long)lengths[i]);
            padded += (long)batch.Length * batch.Max(i => lengths[i]);
        }
        return padded == 0 ? 0 : 1 - (double)tokens / padded;
    }
}
