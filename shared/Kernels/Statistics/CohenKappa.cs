namespace Platform.Kernels.Statistics;

/// <summary>
/// Cohen's kappa, the agreement of two raters beyond chance (Cohen 1960): kappa = (p_o - p_e) / (1 - p_e), where p_o is the
/// share of items with the same rating and p_e = sum over categories c of p_1(c) p_2(c).
/// </summary>
public static class CohenKappa
{
    /// <param name="first">Category of each item by the first rater, from 0.</param>
    /// <param name="second">Category of each item by the second rater.</param>
    /// <param name="categories">Number of categories.</param>
    /// <returns>In [-1, 1]; NaN without items, or if both raters use one and the same category alone.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a category does not exist.</exception>
    public static double Of(ReadOnlySpan<int> first, ReadOnlySpan<int> second, int categories)
    {
        if (first.Length != second.Length)
        {
            throw new ArgumentException($"{first.Length} ratings of the first rater, {second.Length} of the second.");
        }

        Span<long> ones = stackalloc long[categories];
        Span<long> others = stackalloc long[categories];
        long same = 0;
        for (int i = 0; i < first.Length; i++)
        {
            if ((uint)first[i] >= (uint)categories || (uint)second[i] >= (uint)categories)
            {
                throw new ArgumentException(
                    $"Item {i} has the categories {first[i]} and {second[i]}; there are {categories}, from 0."
                );
            }

            ones[first[i]]++;
            others[second[i]]++;
            same += first[i] == second[i] ? 1 : 0;
        }

        // In whole numbers, so that perfect agreement is exactly 1 and chance agreement exactly 0.
        decimal items = first.Length;
        decimal chance = 0;
        for (int c = 0; c < categories; c++)
        {
            chance += (decimal)ones[c] * others[c];
        }

        decimal most = items * items;
        return most == chance ? double.NaN : (double)((same * items - chance) / (most - chance));
    }
}
