namespace Platform.Kernels.Statistics;

/// <summary>Draws from a seeded generator.</summary>
public static class Draws
{
    /// <summary>True with this probability.</summary>
    public static bool Chance(this ref SplitMix random, double probability) => random.Uniform() < probability;

    /// <summary>One of the items, each equally likely; there must be at least one.</summary>
    public static T Pick<T>(this ref SplitMix random, IReadOnlyList<T> items) => items[random.Below(items.Count)];

    /// <summary>An index with a probability in proportion to its weight; at least one weight must be over 0.</summary>
    public static int Weighted(this ref SplitMix random, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights)
        {
            sum += weight;
        }

        var at = random.Uniform() * sum;
        var last = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] <= 0)
            {
                continue;
            }

            last = i;
            if ((at -= weights[i]) < 0)
            {
                break;
            }
        }
        return last;
    }
}
