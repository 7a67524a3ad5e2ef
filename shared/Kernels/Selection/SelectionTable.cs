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
/// of N is under 2^-64 are not stored, an error under 1e-15.
/// </remarks>
public sealed class SelectionTable
{
    private const int Block = 16;
    private const double Negligible = 1.0 / (1UL << 63) / 2;

    private readonly double[][] blocks;

    /// <summary>Computes the table: about 45 M ln M numbers.</summary>
    /// <param name="slots">M, at least 1.</param>
    public SelectionTable(int slots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        Slots = slots;
        blocks = new double[(slots + Block - 1) / Block][];
        Span<double> row = stackalloc double[Block];
        var values = new List<double>();
        for (int b = 0; b < blocks.Length; b++)
        {
            values.Clear();
            row.Fill(1);
            for (int i = 0; i <= slots && row[0] > Negligible; i++)
            {
                values.AddRange(row);
                for (int lane = 0; lane < Block; lane++)
                {
                    int n = b * Block + lane + 1;
                    row[lane] = i < slots - n ? row[lane] * ((double)(slots - n - i) / (slots - i)) : 0;
                }
            }
            blocks[b] = [.. values];
        }
    }

    /// <summary>M, the number of slots a problem has.</summary>
    public int Slots { get; }

    /// <summary>
    /// curve[s, N-1] = sum over i of steps[s, i] R[i, N], clamped to [0, 1], for every N at once and several strategies in one
    /// pass over the table.
    /// </summary>
    /// <param name="steps">A row of M + 1 numbers a strategy (see <see cref="BestOfN.Steps"/>).</param>
    /// <param name="curves">A row of M numbers a strategy.</param>
    public void Curves(ReadOnlySpan<double> steps, Span<double> curves)
    {
        int width = Slots + 1;
        int strategies = steps.Length / width;
        if (strategies * width != steps.Length || curves.Length != strategies * Slots)
        {
            throw new ArgumentException($"Steps must hold rows of {width} and curves as many rows of {Slots}.");
        }
        int s = 0;
        for (; s + 4 <= strategies; s += 4)
        {
            Four(steps.Slice(s * width, 4 * width), curves.Slice(s * Slots, 4 * Slots));
        }
        for (; s < strategies; s++)
        {
            One(steps.Slice(s * width, width), curves.Slice(s * Slots, Slots));
        }
    }

    private void Four(ReadOnlySpan<double> steps, Span<double> curves)
    {
        int width = Slots + 1;
        for (int b = 0; b < blocks.Length; b++)
        {
            var table = MemoryMarshal.Cast<double, Vector512<double>>(blocks[b].AsSpan());
            Vector512<double> a0 = default,
                a1 = default,
                b0 = default,
                b1 = default;
            Vector512<double> c0 = default,
                c1 = default,
                d0 = default,
                d1 = default;
            for (int i = 0; 2 * i + 1 < table.Length; i++)
            {
                var r0 = table[2 * i];
                var r1 = table[2 * i + 1];
                var a = Vector512.Create(steps[i]);
                var bb = Vector512.Create(steps[width + i]);
                var c = Vector512.Create(steps[2 * width + i]);
                var d = Vector512.Create(steps[3 * width + i]);
                a0 = Vector512.FusedMultiplyAdd(a, r0, a0);
                a1 = Vector512.FusedMultiplyAdd(a, r1, a1);
                b0 = Vector512.FusedMultiplyAdd(bb, r0, b0);
                b1 = Vector512.FusedMultiplyAdd(bb, r1, b1);
                c0 = Vector512.FusedMultiplyAdd(c, r0, c0);
                c1 = Vector512.FusedMultiplyAdd(c, r1, c1);
                d0 = Vector512.FusedMultiplyAdd(d, r0, d0);
                d1 = Vector512.FusedMultiplyAdd(d, r1, d1);
            }
            Store(a0, a1, curves[..Slots], b);
            Store(b0, b1, curves.Slice(Slots, Slots), b);
            Store(c0, c1, curves.Slice(2 * Slots, Slots), b);
            Store(d0, d1, curves.Slice(3 * Slots, Slots), b);
        }
    }

    private void One(ReadOnlySpan<double> steps, Span<double> curve)
    {
        for (int b = 0; b < blocks.Length; b++)
        {
            var table = MemoryMarshal.Cast<double, Vector512<double>>(blocks[b].AsSpan());
            Vector512<double> a0 = default,
                a1 = default;
            for (int i = 0; 2 * i + 1 < table.Length; i++)
            {
                var a = Vector512.Create(steps[i]);
                a0 = Vector512.FusedMultiplyAdd(a, table[2 * i], a0);
                a1 = Vector512.FusedMultiplyAdd(a, table[2 * i + 1], a1);
            }
            Store(a0, a1, curve, b);
        }
    }

    private static void Store(Vector512<double> low, Vector512<double> high, Span<double> curve, int block)
    {
        Span<double> values = stackalloc double[Block];
        low.CopyTo(values);
        high.CopyTo(values[8..]);
        int from = block * Block;
        for (int lane = 0; lane < Block && from + lane < curve.Length; lane++)
        {
            curve[from + lane] = Math.Clamp(values[lane], 0, 1);
        }
    }
}
