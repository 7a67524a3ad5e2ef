namespace Platform.Kernels.Selection;

/// <summary>Relates the voters in a draw to the slots that were drawn.</summary>
public static class SubsetMix
{
    /// <summary>
    /// The chance that a draw of N out of M slots holds exactly a given set of k out of K voters and no other voter: C(M-K,
    /// N-k) / C(M, N) = [N (N-1) .. (N-k+1)] [(M-N) .. (M-N-(K-k)+1)] / [M (M-1) .. (M-K+1)].
    /// </summary>
    public static double Chance(int slots, int drawn, int voters, int among)
    {
        double chance = 1;
        for (int i = 0; i < voters; i++)
        {
            chance *= (double)Math.Max(0, i < among ? drawn - i : slots - drawn - (i - among)) / (slots - i);
        }
        return chance;
    }
}
