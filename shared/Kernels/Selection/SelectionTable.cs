using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Platform.Kernels.Selection;

/// <summary>
/// The chance that N slots drawn out of M miss i given ones, for every i and N: R[i, N] = C(M-i, N) / C(M, N). Every exact
/// curve is a sum over ranks of a step times R (see <see cref="BestOfN"/>). One table serves every problem and strategy.
/// </summary>
/// <remarks>
/// R[0, N] = 1 and R[i+1, N] = R[i, N] (M-N-i) / (M-i): products of factors in [0, 1], so nothing overflows, cancels or
/// loses more than i ulp, and the value is exactly 0 once i > M - N. R falls like (1 - N/M)^i: ranks at which a whole block
/// of N is under 2^-52 are not stored, which is an error under 1e-13.
/// </remarks>
public sealed class SelectionTable
{
    private const int Block = 16;
    private const int Rows = 8;
    private const double Negligible = 1.0 / (1L << 52);

    // For each block of 16 N, two vectors per rank, up to the last rank that matters for any of them.
    private readonly Vector512<double>[][] blocks;

    /// <summary>Computes the table: about 36 M ln M numbers.</summary>
    /// <param name="slots">M, at least 1.</param>
    public SelectionTable(int slots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        Slots = slots;
        blocks = new Vector512<double>[(slots + Block - 1) / Block][];
        var deepest = new Vector512<double>[2 * (slots + 1)];
        var lanes = Vector512.Create(1.0, 2, 3, 4, 5, 6, 7, 8);
        for (int b = 0; b < blocks.Length; b++)
        {
            var left0 = Vector512.Create((double)(slots - b * Block)) - lanes;
            var left1 = left0 - Vector512.Create(8.0);
            var (row0, row1) = (Vector512<double>.One, Vector512<double>.One);
            int depth = 0;
            for (; depth <= slots && row0.ToScalar() > Negligible; depth++)
            {
                (deepest[2 * depth], deepest[2 * depth + 1]) = (row0, row1);
                var ranks = Vector512.Create((double)depth);
                var all = Vector512.Create((double)(slots - depth));
                row0 *= Vector512.Max(left0 - ranks, Vector512<double>.Zero) / all;
                row1 *= Vector512.Max(left1 - ranks, Vector512<double>.Zero) / all;
            }
            blocks[b] = deepest[..(2 * depth)];
        }
    }

    /// <summary>M, the number of slots a problem has.</summary>
    public int Slots { get; }

    /// <summary>
    /// curve[s, N-1] = sum over i of steps[s, i] R[i, N], clamped to [0, 1], for every N at once and several strategies in
    /// one pass over the table.
    /// </summary>
    /// <param name="steps">One row of M + 1 numbers per strategy (see <see cref="BestOfN.Steps"/>).</param>
    /// <param name="curves">One row of M numbers per strategy.</param>
    public void Curves(ReadOnlySpan<double> steps, Span<double> curves)
    {
        int width = Slots + 1;
        int strategies = steps.Length / width;
        if (strategies * width != steps.Length || curves.Length != strategies * Slots)
        {
            throw new ArgumentException($"Steps must hold rows of {width} and curves as many rows of {Slots}.");
        }
        // Blocks in the outer loop, strategies in the inner one: a block stays in the cache for all of them.
        Span<Vector512<double>> sums = stackalloc Vector512<double>[2 * Rows];
        for (int b = 0; b < blocks.Length; b++)
        {
            for (int s = 0; s < strategies; )
            {
                int rows = strategies - s >= Rows ? Rows : 1;
                if (rows == Rows)
                {
                    Eight(blocks[b], steps.Slice(s * width, Rows * width), sums);
                }
                else
                {
                    One(blocks[b], steps.Slice(s * width, width), sums);
                }
                for (int row = 0; row < rows; row++, s++)
                {
                    Store(sums[2 * row], sums[2 * row + 1], curves.Slice(s * Slots, Slots)[(b * Block)..]);
                }
            }
        }
    }

    private void Eight(Vector512<double>[] block, ReadOnlySpan<double> steps, Span<Vector512<double>> sums)
    {
        nint width = Slots + 1;
        ref double step = ref MemoryMarshal.GetReference(steps);
        ref var row = ref MemoryMarshal.GetArrayDataReference(block);
        Vector512<double> a0 = default,
            a1 = default,
            b0 = default,
            b1 = default;
        Vector512<double> c0 = default,
            c1 = default,
            d0 = default,
            d1 = default;
        Vector512<double> e0 = default,
            e1 = default,
            f0 = default,
            f1 = default;
        Vector512<double> g0 = default,
            g1 = default,
            h0 = default,
            h1 = default;
        for (int i = 0; i < block.Length / 2; i++)
        {
            var r0 = row;
            var r1 = Unsafe.Add(ref row, 1);
            row = ref Unsafe.Add(ref row, 2);
            ref double at = ref Unsafe.Add(ref step, i);
            var x = Vector512.Create(at);
            a0 = Vector512.FusedMultiplyAdd(x, r0, a0);
            a1 = Vector512.FusedMultiplyAdd(x, r1, a1);
            x = Vector512.Create(Unsafe.Add(ref at, width));
            b0 = Vector512.FusedMultiplyAdd(x, r0, b0);
            b1 = Vector512.FusedMultiplyAdd(x, r1, b1);
            x = Vector512.Create(Unsafe.Add(ref at, 2 * width));
            c0 = Vector512.FusedMultiplyAdd(x, r0, c0);
            c1 = Vector512.FusedMultiplyAdd(x, r1, c1);
            x = Vector512.Create(Unsafe.Add(ref at, 3 * width));
            d0 = Vector512.FusedMultiplyAdd(x, r0, d0);
            d1 = Vector512.FusedMultiplyAdd(x, r1, d1);
            x = Vector512.Create(Unsafe.Add(ref at, 4 * width));
            e0 = Vector512.FusedMultiplyAdd(x, r0, e0);
            e1 = Vector512.FusedMultiplyAdd(x, r1, e1);
            x = Vector512.Create(Unsafe.Add(ref at, 5 * width));
            f0 = Vector512.FusedMultiplyAdd(x, r0, f0);
            f1 = Vector512.FusedMultiplyAdd(x, r1, f1);
            x = Vector512.Create(Unsafe.Add(ref at, 6 * width));
            g0 = Vector512.FusedMultiplyAdd(x, r0, g0);
            g1 = Vector512.FusedMultiplyAdd(x, r1, g1);
            x = Vector512.Create(Unsafe.Add(ref at, 7 * width));
            h0 = Vector512.FusedMultiplyAdd(x, r0, h0);
            h1 = Vector512.FusedMultiplyAdd(x, r1, h1);
        }
        // No call while sixteen sums are in registers: they would be spilled in every iteration of the loop.
        ref var to = ref MemoryMarshal.GetReference(sums);
        Unsafe.Add(ref to, 0) = a0;
        Unsafe.Add(ref to, 1) = a1;
        Unsafe.Add(ref to, 2) = b0;
        Unsafe.Add(ref to, 3) = b1;
        Unsafe.Add(ref to, 4) = c0;
        Unsafe.Add(ref to, 5) = c1;
        Unsafe.Add(ref to, 6) = d0;
        Unsafe.Add(ref to, 7) = d1;
        Unsafe.Add(ref to, 8) = e0;
        Unsafe.Add(ref to, 9) = e1;
        Unsafe.Add(ref to, 10) = f0;
        Unsafe.Add(ref to, 11) = f1;
        Unsafe.Add(ref to, 12) = g0;
        Unsafe.Add(ref to, 13) = g1;
        Unsafe.Add(ref to, 14) = h0;
        Unsafe.Add(ref to, 15) = h1;
    }

    private static void One(Vector512<double>[] block, ReadOnlySpan<double> steps, Span<Vector512<double>> sums)
    {
        Vector512<double> a0 = default,
            a1 = default;
        for (int i = 0; 2 * i + 1 < block.Length; i++)
        {
            var x = Vector512.Create(steps[i]);
            a0 = Vector512.FusedMultiplyAdd(x, block[2 * i], a0);
            a1 = Vector512.FusedMultiplyAdd(x, block[2 * i + 1], a1);
        }
        (sums[0], sums[1]) = (a0, a1);
    }

    private static void Store(Vector512<double> low, Vector512<double> high, Span<double> to)
    {
        low = Vector512.Clamp(low, Vector512<double>.Zero, Vector512<double>.One);
        high = Vector512.Clamp(high, Vector512<double>.Zero, Vector512<double>.One);
        if (to.Length >= Block)
        {
            low.CopyTo(to);
            high.CopyTo(to[8..]);
            return;
        }
        Span<double> values = stackalloc double[Block];
        low.CopyTo(values);
        high.CopyTo(values[8..]);
        values[..to.Length].CopyTo(to);
    }
}
