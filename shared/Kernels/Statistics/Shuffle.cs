namespace Platform.Kernels.Statistics;

/// <summary>Uniform random orders.</summary>
public static class Shuffle
{
    /// <summary>Fisher-Yates shuffle: whatever the order of the items, every order is equally likely afterwards.</summary>
    public static void InPlace<T>(Span<T> items, ref SplitMix random)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = random.Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
