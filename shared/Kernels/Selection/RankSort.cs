namespace Platform.Kernels.Selection;

/// <summary>Sorts scores, best first, each with the correctness of its solution: a radix sort, since one pool needs thousands.</summary>
public static class RankSort
{
    /// <summary>
    /// A key whose unsigned order is the descending order of doubles: the bits of a negative number grow as it falls, those of
    /// a positive one as it rises. -0 and 0 share a key. NaN has no place and must be left out.
    /// </summary>
    public static ulong Key(double score)
    {
        long bits = BitConverter.DoubleToInt64Bits(score + 0.0);
        return (ulong)(bits < 0 ? bits : ~bits & long.MaxValue);
    }

    /// <summary>
    /// Stable radix sort, ascending by key, eight bits a pass, passes over a constant byte skipped. The spare
    /// buffers are as long.
    /// </summary>
    public static void Sort(Span<ulong> keys, Span<byte> items, Span<ulong> spareKeys, Span<byte> spareItems)
    {
        Span<int> counts = stackalloc int[8 * 256];
        counts.Clear();
        foreach (ulong key in keys)
        {
            for (int pass = 0; pass < 8; pass++)
            {
                counts[pass * 256 + (int)((key >> (8 * pass)) & 255)]++;
            }
        }
        bool swapped = false;
        for (int pass = 0; pass < 8; pass++)
        {
            var digits = counts.Slice(pass * 256, 256);
            if (keys.IsEmpty || digits[(int)((keys[0] >> (8 * pass)) & 255)] == keys.Length)
            {
                continue;
            }
            int at = 0;
            for (int d = 0; d < 256; d++)
            {
                (digits[d], at) = (at, at + digits[d]);
            }
            for (int i = 0; i < keys.Length; i++)
            {
                int to = digits[(int)((keys[i] >> (8 * pass)) & 255)]++;
                spareKeys[to] = keys[i];
                spareItems[to] = items[i];
            }
            var sortedKeys = spareKeys;
            spareKeys = keys;
            keys = sortedKeys;
            var sortedItems = spareItems;
            spareItems = items;
            items = sortedItems;
            swapped = !swapped;
        }
        if (swapped)
        {
            keys.CopyTo(spareKeys);
            items.CopyTo(spareItems);
        }
    }
}
