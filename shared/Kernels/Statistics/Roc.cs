using System.Runtime.Intrinsics;

namespace Platform.Kernels.Statistics;

/// <summary>
/// Area under the ROC curve: the chance that a right item scores higher than a wrong one, AUC = sum over right i and wrong j
/// of ([s_i > s_j] + [s_i = s_j] / 2) / (right x wrong). Exact, ties included: the items are sorted once, and every area is
/// then one pass over them, with its resamples side by side.
/// </summary>
public sealed class Roc
{
    /// <summary>Resamples computed in one pass.</summary>
    public const int Lanes = 8;

    private const int Right = 1;
    private const int Last = 2;

    // Items by ascending score: 4 x owner, + Right, + Last if the next item has another score.
    private readonly int[] order;
    private readonly int owners;

    /// <param name="scores">One score per item, higher is better; sorted in place.</param>
    /// <param name="right">Whether the item is right.</param>
    /// <param name="owners">The problem that each item belongs to, from 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, a score is NaN or an owner negative.</exception>
    public Roc(double[] scores, ReadOnlySpan<bool> right, ReadOnlySpan<int> owners)
    {
        if (right.Length != scores.Length || owners.Length != scores.Length)
        {
            throw new ArgumentException($"{scores.Length} scores, {right.Length} verdicts, {owners.Length} owners.");
        }
        order = new int[scores.Length];
        for (int i = 0; i < order.Length; i++)
        {
            if (double.IsNaN(scores[i]) || owners[i] is < 0 or > int.MaxValue / 4)
            {
                throw new ArgumentException($"Item {i} has the score {scores[i]} and the owner {owners[i]}.");
            }
            this.owners = Math.Max(this.owners, owners[i] + 1);
            order[i] = 4 * owners[i] + (right[i] ? Right : 0);
        }
        Array.Sort(scores, order);
        for (int i = 0; i < order.Length; i++)
        {
            order[i] |= i + 1 == order.Length || scores[i] != scores[i + 1] ? Last : 0;
        }
    }

    /// <summary>In [0, 1]; NaN if all items are right or all are wrong.</summary>
    public double Area()
    {
        var (area, rights, below, right, wrong) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (int item in order)
        {
            right += item & Right;
            wrong += (item & Right) ^ Right;
            if ((item & Last) != 0)
            {
                area += right * (below + 0.5 * wrong);
                (rights, below, right, wrong) = (rights + right, below + wrong, 0, 0);
            }
        }
        return area / (rights * below);
    }

    /// <summary>
    /// The areas of <see cref="Lanes"/> resamples of the problems: an item counts as often as its owner was drawn; NaN if no
    /// right or no wrong item was drawn.
    /// </summary>
    /// <param name="resamples">Of at least as many problems as there are owners.</param>
    /// <param name="from">The first resample, a multiple of <see cref="Lanes"/>.</param>
    /// <param name="areas">Written: <see cref="Lanes"/> areas.</param>
    public void Areas(Resamples resamples, int from, Span<double> areas)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples.Problems, owners);
        var times = Times(resamples, from);
        var (area, rights, below) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var (right, wrong) = (Vector512<double>.Zero, Vector512<double>.Zero);
        // Whole and half numbers under 2^53: the sums are exact in any order.
        foreach (int item in order)
        {
            if ((item & Right) != 0)
            {
                right += times[item >> 2];
            }
            else
            {
                wrong += times[item >> 2];
            }
            if ((item & Last) != 0)
            {
                area += right * (below + 0.5 * wrong);
                rights += right;
                below += wrong;
                right = wrong = Vector512<double>.Zero;
            }
        }
        (area / (rights * below)).CopyTo(areas);
    }

    private Vector512<double>[] Times(Resamples resamples, int from)
    {
        var times = new Vector512<double>[owners];
        Span<double> lanes = stackalloc double[Lanes];
        for (int p = 0; p < owners; p++)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                lanes[lane] = resamples.Times(from + lane, p);
            }
            times[p] = Vector512.Create<double>(lanes);
        }
        return times;
    }
}
