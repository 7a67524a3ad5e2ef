using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Platform.Kernels.Selection;
using Platform.Kernels.Statistics;

namespace Platform.Selector.Evaluations;

/// <summary>
/// Random draws of one problem's slots for the N in (<paramref name="from"/>, <paramref name="to"/>], and their sums.
/// </summary>
/// <remarks>
/// A permutation of all M slots is cut into M / to draws without overlap, because a small N varies most and needs the most
/// draws. Draws that do not overlap can only make the variance of their mean smaller than computed here.
/// </remarks>
internal sealed class VoteSample(Ballot ballot, int slots, int from, int to, SplitMix _random)
{
    private readonly int[] _order = [.. Enumerable.Range(0, slots)];
    private SplitMix _random = _random;

    /// <summary>Draws so far.</summary>
    public int Draws { get; private set; }

    /// <summary>Slots counted so far.</summary>
    public double Votes => (double)Draws * to;

    /// <summary>Sums over draws of the winner's quality, as <see cref="Ballot.Count"/> leaves them.</summary>
    public Vector512<double>[] Totals { get; } = new Vector512<double>[ballot.Blocks * (to - from)];

    /// <summary>Adds at least <paramref name="more"/> draws.</summary>
    public void Draw(int more)
    {
        for (int last = Draws + more; Draws < last; )
        {
            Shuffle.InPlace(_order, ref _random);
            for (int at = 0; at + to <= _order.Length; at += to)
            {
                ballot.Count(_order.AsSpan(at, to), from, Totals);
                Draws++;
            }
        }
    }

    /// <summary>
    /// The largest standard deviation of one draw over N and strategies. A quality lies in [0, 1], so its variance is at
    /// most m (1 - m) with mean m. The mean is moved slightly inwards, so that a rare event that was not seen does not count
    /// as impossible.
    /// </summary>
    public double Spread()
    {
        var largest = Vector512<double>.Zero;
        var scale = Vector512.Create(1 / (Draws + 0.2));
        var shift = Vector512.Create(0.1);
        foreach (var total in Totals)
        {
            var mean = (total + shift) * scale;
            largest = Vector512.Max(largest, mean - mean * mean);
        }
        double spread = 0;
        for (int lane = 0; lane < Ballot.Lanes; lane++)
        {
            spread = Math.Max(spread, largest[lane]);
        }
        return Math.Sqrt(spread);
    }

    /// <summary>Adds the variance of this problem's mean: m (1 - m) / (draws - 1), unbiased for right and wrong.</summary>
    public void AddVariance(int at, Span<Vector512<double>> sums)
    {
        var scale = Vector512.Create(1.0 / Draws);
        var share = Vector512.Create(1.0 / (Draws - 1));
        for (int i = 0; i < sums.Length; i++)
        {
            var mean = Totals[at + i] * scale;
            sums[i] += (mean - mean * mean) * share;
        }
    }

    /// <summary>Writes the means into this sample's part of the curves, one row of M numbers per strategy.</summary>
    public void Write(Span<double> curves)
    {
        var totals = MemoryMarshal.Cast<Vector512<double>, double>(Totals.AsSpan());
        for (int s = 0; s < ballot.Strategies; s++)
        {
            int block = s / Ballot.Lanes * (to - from);
            for (int n = from; n < to; n++)
            {
                curves[s * slots + n] = totals[(block + n - from) * Ballot.Lanes + s % Ballot.Lanes] / Draws;
            }
        }
    }
}
