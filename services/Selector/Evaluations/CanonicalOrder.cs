using Platform.Kernels.Statistics;

namespace Platform.Selector.Evaluations;

/// <summary>
/// An order of a problem's candidates that follows from what they are, not from where they stand: answer by answer, and
/// within an answer by verdict and scores. Candidates that agree in everything are interchangeable, as are answers whose
/// candidates agree.
/// </summary>
internal static class CanonicalOrder
{
    /// <summary>Returns the index of each candidate, in the order.</summary>
    /// <param name="answers">The answer of each candidate, 0 to A - 1.</param>
    /// <param name="correct">Its verdict.</param>
    /// <param name="scores">Its scores, one array per score.</param>
    public static int[] Of(int[] answers, byte[] correct, double[][] scores)
    {
        // Any order will do that is the same for the same candidates: hashes are quick to compare.
        var hashes = new ulong[answers.Length];
        for (int i = 0; i < hashes.Length; i++)
        {
            hashes[i] = Mix(correct[i]);
        }
        foreach (double[] score in scores)
        {
            for (int i = 0; i < hashes.Length; i++)
            {
                hashes[i] = Mix(hashes[i] ^ BitConverter.DoubleToUInt64Bits(score[i]));
            }
        }
        var sums = new ulong[answers.Length == 0 ? 0 : answers.Max() + 1];
        for (int i = 0; i < hashes.Length; i++)
        {
            sums[answers[i]] += hashes[i];
        }
        var ranked = Enumerable.Range(0, sums.Length).ToArray();
        Array.Sort(sums, ranked);
        var ranks = new int[ranked.Length];
        for (int rank = 0; rank < ranked.Length; rank++)
        {
            ranks[ranked[rank]] = rank;
        }
        var order = Enumerable.Range(0, hashes.Length).ToArray();
        for (int i = 0; i < hashes.Length; i++)
        {
            // The answers of a problem are fewer than 2^24.
            hashes[i] = (ulong)ranks[answers[i]] << 40 | hashes[i] >> 24;
        }
        Array.Sort(hashes, order);
        return order;
    }

    private static ulong Mix(ulong x) => new SplitMix(x).Next();
}
