namespace Platform.Kernels.Selection;

/// <summary>
/// Best-of-N, exact for every N at once. A problem has M slots, of which K hold a selectable solution; N slots are drawn,
/// and the solution with the highest score among them is picked, with ties broken at random.
/// </summary>
/// <remarks>
/// Sorted by score, descending, a tie group on ranks [i, j) is picked with probability R[i, N] - R[j, N], where R[i, N] =
/// C(M-i, N) / C(M, N) is the chance that none of the i better ones is drawn (<see cref="SelectionTable"/>). With g(i, j)
/// the mean correctness of the group, accuracy(N) = sum over groups of g (R[i, N] - R[j, N]). Summed by parts it is the sum
/// over i of step[i] R[i, N], where step[i] is what the mean correctness gains at the first rank of a group, and minus the
/// last group's mean at rank K: if every solution is missed there is nothing to pick, which counts as wrong.
/// </remarks>
public static class BestOfN
{
    /// <summary>Writes the steps of one problem and strategy for <see cref="SelectionTable.Curves"/>.</summary>
    /// <param name="scores">Higher is better; NaN: not selectable by this strategy.</param>
    /// <param name="correct">1 right, 0 wrong, one byte per solution.</param>
    /// <param name="steps">M + 1 numbers, overwritten.</param>
    /// <param name="buffers">Reused; one per thread.</param>
    public static void Steps(
        ReadOnlySpan<double> scores,
        ReadOnlySpan<byte> correct,
        Span<double> steps,
        RankBuffers buffers
    )
    {
        buffers.Fit(scores.Length);
        var keys = buffers.Keys.AsSpan(0, scores.Length);
        var right = buffers.Right.AsSpan(0, scores.Length);
        int count = 0;
        for (int i = 0; i < scores.Length; )
        {
            if (i + 8 <= scores.Length && RankSort.Keys(scores[i..], keys[count..]))
            {
                correct.Slice(i, 8).CopyTo(right[count..]);
                i += 8;
                count += 8;
                continue;
            }
            if (!double.IsNaN(scores[i]))
            {
                keys[count] = RankSort.Key(scores[i]);
                right[count++] = correct[i];
            }
            i++;
        }
        keys = keys[..count];
        var order = buffers.Order.AsSpan(0, count);
        RankSort.Order(keys, order, buffers.Spare);
        steps.Clear();
        double before = 0;
        for (int i = 0; i < count; )
        {
            int first = (int)(uint)order[i];
            double mean = right[first];
            int j = i + 1;
            // The upper halves of the keys are in the order itself, and nearly always differ.
            if (j < count && (order[i] ^ order[j]) >> 32 == 0)
            {
                int sum = right[first];
                for (; j < count && keys[(int)(uint)order[j]] == keys[first]; j++)
                {
                    sum += right[(int)(uint)order[j]];
                }
                mean = (double)sum / (j - i);
            }
            steps[i] = mean - before;
            before = mean;
            i = j;
        }
        steps[count] -= before;
    }
}

/// <summary>Buffers for ranking one problem, reused from problem to problem.</summary>
public sealed class RankBuffers
{
    internal ulong[] Keys { get; private set; } = [];
    internal ulong[] Order { get; private set; } = [];
    internal ulong[] Spare { get; private set; } = [];
    internal byte[] Right { get; private set; } = [];

    internal void Fit(int length)
    {
        if (Keys.Length < length)
        {
            (Keys, Order, Spare) = (new ulong[length], new ulong[length], new ulong[length]);
            Right = new byte[length];
        }
    }
}

/// <summary>
/// pass@N, exact: the chance that at least one of N drawn slots is right, 1 - C(M-c, N) / C(M, N) with c right ones; the
/// best-of-N of a judge that knows the answer.
/// </summary>
public static class PassAtN
{
    /// <summary>Writes the steps of one problem for <see cref="SelectionTable.Curves"/>.</summary>
    public static void Steps(int right, Span<double> steps) => Reached(1, right, steps);

    /// <summary>
    /// Worth <paramref name="value"/> as soon as one of <paramref name="count"/> slots is drawn, 0 otherwise.
    /// </summary>
    public static void Reached(double value, int count, Span<double> steps)
    {
        steps.Clear();
        steps[0] = value;
        steps[count] -= value;
    }
}
