namespace Platform.Kernels.Statistics;

/// <summary>
/// Fleiss' kappa, the agreement of many raters beyond chance (Fleiss 1971), for items that may have different numbers of
/// ratings: kappa = (P - P_e) / (1 - P_e), where P is the mean over items i of
/// sum over categories c of n_ic (n_ic - 1) / (n_i (n_i - 1)), and P_e = sum over c of (share of all ratings that are c)^2.
/// </summary>
public static class FleissKappa
{
    /// <param name="counts">Number of ratings by item and category, row by row: items x categories.</param>
    /// <param name="categories">Number of categories.</param>
    /// <returns>
    /// At most 1; NaN if no item has two ratings, or if all ratings are of one category. Items with fewer than two ratings do
    /// not count.
    /// </returns>
    /// <exception cref="ArgumentException">A row is incomplete, or a count is negative.</exception>
    public static double Of(ReadOnlySpan<int> counts, int categories)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(categories);
        if (counts.Length % categories != 0)
        {
            throw new ArgumentException($"{counts.Length} counts are no rows of {categories}.");
        }

        Span<long> totals = stackalloc long[categories];
        var (agreement, items, ratings) = (0.0, 0, 0L);
        for (int row = 0; row < counts.Length; row += categories)
        {
            var (sum, pairs) = (0L, 0L);
            foreach (int count in counts.Slice(row, categories))
            {
                if (count < 0)
                {
                    throw new ArgumentException($"Item {row / categories} has {count} ratings of a category.");
                }

                sum += count;
                pairs += (long)count * (count - 1);
            }

            if (sum < 2)
            {
                continue;
            }

            items++;
            ratings += sum;
            agreement += (double)pairs / (sum * (sum - 1));
            for (int c = 0; c < categories; c++)
            {
                totals[c] += counts[row + c];
            }
        }

        double chance = 0;
        foreach (long total in totals)
        {
            if (total == ratings)
            {
                return double.NaN;
            }

            chance += (double)total / ratings * ((double)total / ratings);
        }

        return (agreement / items - chance) / (1 - chance);
    }
}
