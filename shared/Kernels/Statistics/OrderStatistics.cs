using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Platform.Kernels.Statistics;

/// <summary>
/// The k-th smallest and k-th largest of every column, without sorting: sixteen columns are bisected at once.
/// </summary>
public static class OrderStatistics
{
    /// <summary>
    /// Finite floats keep their order when their bits are read as integers (negative ones with all but the sign flipped), so
    /// bisecting over the integers ends, after at most 32 counts, at exactly the wanted element.
    /// </summary>
    /// <param name="values">Rows of <paramref name="width"/> finite numbers; overwritten.</param>
    /// <param name="width">A multiple of 16.</param>
    /// <param name="k">1 to the number of rows.</param>
    /// <param name="low">The k-th smallest of each column.</param>
    /// <param name="high">The k-th largest of each column.</param>
    public static void Tails(Span<float> values, int width, int k, Span<float> low, Span<float> high)
    {
        var keys = MemoryMarshal.Cast<float, Vector512<int>>(values);
        int vectors = width / 16;
        int rows = keys.Length / vectors;
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = Flip(keys[i]);
        }
        var lows = MemoryMarshal.Cast<float, Vector512<int>>(low);
        var highs = MemoryMarshal.Cast<float, Vector512<int>>(high);
        for (int column = 0; column < vectors; column++)
        {
            var min = keys[column];
            var max = min;
            for (int row = 1; row < rows; row++)
            {
                min = Vector512.Min(min, keys[row * vectors + column]);
                max = Vector512.Max(max, keys[row * vectors + column]);
            }
            var (fromLow, toLow, fromHigh, toHigh) = (min, max, min, max);
            var wantLow = Vector512.Create(k);
            var wantHigh = Vector512.Create(rows - k + 1);
            // Invariant: the wanted element lies in [from, to].
            while (Vector512.LessThanAny(fromLow, toLow) || Vector512.LessThanAny(fromHigh, toHigh))
            {
                var middleLow = Middle(fromLow, toLow);
                var middleHigh = Middle(fromHigh, toHigh);
                var underLow = Vector512<int>.Zero;
                var underHigh = Vector512<int>.Zero;
                for (int at = column; at < keys.Length; at += vectors)
                {
                    underLow -= Vector512.LessThanOrEqual(keys[at], middleLow);
                    underHigh -= Vector512.LessThanOrEqual(keys[at], middleHigh);
                }
                var enough = Vector512.GreaterThanOrEqual(underLow, wantLow);
                toLow = Vector512.ConditionalSelect(enough, middleLow, toLow);
                fromLow = Vector512.ConditionalSelect(enough, fromLow, middleLow + Vector512<int>.One);
                enough = Vector512.GreaterThanOrEqual(underHigh, wantHigh);
                toHigh = Vector512.ConditionalSelect(enough, middleHigh, toHigh);
                fromHigh = Vector512.ConditionalSelect(enough, fromHigh, middleHigh + Vector512<int>.One);
            }
            lows[column] = Flip(toLow);
            highs[column] = Flip(toHigh);
        }
    }

    private static Vector512<int> Flip(Vector512<int> bits) => bits ^ ((bits >> 31) & Vector512.Create(int.MaxValue));

    // Rounds down and cannot overflow: shared bits plus half of those that differ.
    private static Vector512<int> Middle(Vector512<int> from, Vector512<int> to) => (from & to) + ((from ^ to) >> 1);
}
