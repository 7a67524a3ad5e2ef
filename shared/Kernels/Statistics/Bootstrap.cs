using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Platform.Kernels.Statistics;

/// <summary>
/// Percentile bootstrap over problems, 64 columns at a time (a column is one strategy at one N). The resampled sums are a
/// matrix product, counts [B, P] times values [P, 64], done in registers: 4 resamples by 64 columns.
/// </summary>
public static class Bootstrap
{
    /// <summary>Columns of a tile.</summary>
    public const int Width = 64;

    /// <summary>
    /// The 95 % interval of each column's mean: of its B resampled means in order, the one with B/40 - 1 below it and the
    /// one with as many above it.
    /// </summary>
    /// <param name="tile">P rows of 64 values.</param>
    /// <param name="resamples">Of P problems.</param>
    /// <param name="sums">Scratch: B rows of 64.</param>
    /// <param name="low">64 lower ends.</param>
    /// <param name="high">64 upper ends.</param>
    public static void Intervals(
        ReadOnlySpan<float> tile,
        Resamples resamples,
        Span<float> sums,
        Span<float> low,
        Span<float> high
    )
    {
        if (tile.Length != resamples.Problems * Width || sums.Length != resamples.Count * Width)
        {
            throw new ArgumentException($"A tile is P x {Width} values and its sums are B x {Width}.");
        }
        Sum(tile, resamples, sums);
        OrderStatistics.Tails(sums, Width, resamples.Count / 40, low, high);
        for (int i = 0; i < Width; i++)
        {
            low[i] /= resamples.Problems;
            high[i] /= resamples.Problems;
        }
    }

    /// <summary>
    /// The 95 % interval of any statistic, from its values on B resamples: of those in order, the one with B/40 - 1 below it
    /// and the one with as many above it. Resamples on which the statistic has no value (NaN) are left out.
    /// </summary>
    /// <param name="values">Sorted in place.</param>
    /// <returns>NaN twice if fewer than 40 have a value.</returns>
    public static (double Low, double High) Interval(Span<double> values)
    {
        values.Sort();
        // NaN sorts before every number.
        values = values[values.Count(double.NaN)..];
        int tail = values.Length / 40;
        return tail == 0 ? (double.NaN, double.NaN) : (values[tail - 1], values[^tail]);
    }

    private static void Sum(ReadOnlySpan<float> tile, Resamples resamples, Span<float> sums)
    {
        int problems = resamples.Problems;
        var values = MemoryMarshal.Cast<float, Vector512<float>>(tile);
        var result = MemoryMarshal.Cast<float, Vector512<float>>(sums);
        for (int b = 0; b < resamples.Count; b += Resamples.Group)
        {
            var counts = resamples.Packed.AsSpan(b * problems, Resamples.Group * problems);
            Vector512<float> a0 = default,
                a1 = default,
                a2 = default,
                a3 = default;
            Vector512<float> b0 = default,
                b1 = default,
                b2 = default,
                b3 = default;
            Vector512<float> c0 = default,
                c1 = default,
                c2 = default,
                c3 = default;
            Vector512<float> d0 = default,
                d1 = default,
                d2 = default,
                d3 = default;
            for (int p = 0; p < counts.Length; p += 4)
            {
                var v0 = values[p];
                var v1 = values[p + 1];
                var v2 = values[p + 2];
                var v3 = values[p + 3];
                var times = Vector512.Create(counts[p]);
                a0 = Vector512.FusedMultiplyAdd(times, v0, a0);
                a1 = Vector512.FusedMultiplyAdd(times, v1, a1);
                a2 = Vector512.FusedMultiplyAdd(times, v2, a2);
                a3 = Vector512.FusedMultiplyAdd(times, v3, a3);
                times = Vector512.Create(counts[p + 1]);
                b0 = Vector512.FusedMultiplyAdd(times, v0, b0);
                b1 = Vector512.FusedMultiplyAdd(times, v1, b1);
                b2 = Vector512.FusedMultiplyAdd(times, v2, b2);
                b3 = Vector512.FusedMultiplyAdd(times, v3, b3);
                times = Vector512.Create(counts[p + 2]);
                c0 = Vector512.FusedMultiplyAdd(times, v0, c0);
                c1 = Vector512.FusedMultiplyAdd(times, v1, c1);
                c2 = Vector512.FusedMultiplyAdd(times, v2, c2);
                c3 = Vector512.FusedMultiplyAdd(times, v3, c3);
                times = Vector512.Create(counts[p + 3]);
                d0 = Vector512.FusedMultiplyAdd(times, v0, d0);
                d1 = Vector512.FusedMultiplyAdd(times, v1, d1);
                d2 = Vector512.FusedMultiplyAdd(times, v2, d2);
                d3 = Vector512.FusedMultiplyAdd(times, v3, d3);
            }
            var row = result.Slice(b * 4, 16);
            (row[0], row[1], row[2], row[3]) = (a0, a1, a2, a3);
            (row[4], row[5], row[6], row[7]) = (b0, b1, b2, b3);
            (row[8], row[9], row[10], row[11]) = (c0, c1, c2, c3);
            (row[12], row[13], row[14], row[15]) = (d0, d1, d2, d3);
        }
    }
}
