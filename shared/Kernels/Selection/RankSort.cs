using System.Numerics;
using System.Runtime.Intrinsics;

namespace Platform.Kernels.Selection;

/// <summary>Ranks scores, best first, with a radix sort, because one pool needs thousands of rankings.</summary>
public static class RankSort
{
    private const ulong Upper = 0xFFFF_FFFF_0000_0000;

    /// <summary>
    /// A key whose unsigned order is the descending order of doubles: the bits of a negative number grow as it falls, those
    /// of a positive one as it rises. -0 and 0 share a key. NaN has no key and must be left out.
    /// </summary>
    public static ulong Key(double score)
    {
        long bits = BitConverter.DoubleToInt64Bits(score + 0.0);
        return (ulong)(bits < 0 ? bits : ~bits & long.MaxValue);
    }

    /// <summary>Writes the keys of eight scores; false, with nothing written, if one of them is NaN.</summary>
    public static bool Keys(ReadOnlySpan<double> scores, Span<ulong> keys)
    {
        var eight = Vector512.Create(scores);
        if (!Vector512.EqualsAll(eight, eight))
        {
            return false;
        }
        var bits = (eight + Vector512<double>.Zero).AsInt64();
        var rising = ~bits & Vector512.Create(long.MaxValue);
        Vector512
            .ConditionalSelect(Vector512.LessThan(bits, Vector512<long>.Zero), bits, rising)
            .AsUInt64()
            .CopyTo(keys);
        return true;
    }

    /// <summary>Writes the order of <paramref name="keys"/>, ascending; equal keys come in any order.</summary>
    /// <remarks>
    /// A radix sort by the bits that distinguish most keys; the few that agree in these bits are put in place one by one. If
    /// many agree (scores crowded together), an ordinary sort takes over.
    /// </remarks>
    /// <param name="keys">At most 2^31.</param>
    /// <param name="order">
    /// Written: in the lower halves the indices of the keys, in order; in the upper halves the upper halves of the keys.
    /// </param>
    /// <param name="spare">Scratch, of the same length.</param>
    public static void Order(ReadOnlySpan<ulong> keys, Span<ulong> order, Span<ulong> spare)
    {
        spare = spare[..order.Length];
        Radix(keys, order, spare);
        if (!Settle(keys, order))
        {
            keys.CopyTo(spare);
            for (int i = 0; i < order.Length; i++)
            {
                order[i] = keys[i] & Upper | (uint)i;
            }
            spare.Sort(order);
        }
    }

    /// <summary>By the 16 highest bits of the range of the upper halves, in two passes of eight.</summary>
    private static void Radix(ReadOnlySpan<ulong> keys, Span<ulong> order, Span<ulong> spare)
    {
        const int Digits = 256;
        var (least, most) = Range(keys);
        int shift = Math.Max(0, 16 - BitOperations.LeadingZeroCount(most - least));
        Span<int> low = stackalloc int[Digits];
        Span<int> high = stackalloc int[Digits];
        low.Clear();
        high.Clear();
        foreach (ulong key in keys)
        {
            uint digits = ((uint)(key >> 32) - least) >> shift;
            low[(byte)digits]++;
            high[(byte)(digits >> 8)]++;
        }
        int beforeLow = 0;
        int beforeHigh = 0;
        for (int d = 0; d < Digits; d++)
        {
            (low[d], beforeLow) = (beforeLow, beforeLow + low[d]);
            (high[d], beforeHigh) = (beforeHigh, beforeHigh + high[d]);
        }
        for (int i = 0; i < keys.Length; i++)
        {
            uint digits = ((uint)(keys[i] >> 32) - least) >> shift;
            spare[low[(byte)digits]++] = keys[i] & Upper | (uint)i;
        }
        foreach (ulong entry in spare)
        {
            uint digits = ((uint)(entry >> 32) - least) >> shift;
            order[high[(byte)(digits >> 8)]++] = entry;
        }
    }

    /// <summary>Smallest and largest upper half.</summary>
    private static (uint Least, uint Most) Range(ReadOnlySpan<ulong> keys)
    {
        var least = Vector512.Create(ulong.MaxValue);
        var most = Vector512<ulong>.Zero;
        int i = 0;
        for (; i + 8 <= keys.Length; i += 8)
        {
            var next = Vector512.Create(keys[i..]);
            least = Vector512.Min(least, next);
            most = Vector512.Max(most, next);
        }
        var (min, max) = (ulong.MaxValue, 0UL);
        for (int lane = 0; lane < 8; lane++)
        {
            (min, max) = (Math.Min(min, least[lane]), Math.Max(max, most[lane]));
        }
        for (; i < keys.Length; i++)
        {
            (min, max) = (Math.Min(min, keys[i]), Math.Max(max, keys[i]));
        }
        return ((uint)(min >> 32), (uint)(max >> 32));
    }

    /// <summary>
    /// Insertion sort, which has almost nothing to do after the radix sort unless many keys agree in its bits; false once it
    /// has moved too much.
    /// </summary>
    private static bool Settle(ReadOnlySpan<ulong> keys, Span<ulong> order)
    {
        int moves = 4 * order.Length;
        for (int i = 1; i < order.Length; i++)
        {
            ulong entry = order[i];
            if (entry >> 32 > order[i - 1] >> 32)
            {
                continue;
            }
            ulong key = keys[(int)(uint)entry];
            int j = i;
            for (; j > 0 && keys[(int)(uint)order[j - 1]] > key; j--)
            {
                order[j] = order[j - 1];
            }
            order[j] = entry;
            moves -= i - j;
            if (moves < 0)
            {
                return false;
            }
        }
        return true;
    }
}
