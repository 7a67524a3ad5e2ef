namespace Platform.Kernels.Statistics;

/// <summary>Uniform random orders.</summary>
public static class Shuffle
{
    /// <summary>Fisher and Yates: whatever order the items are in, every order is as likely afterwards.</summary>
    public static void InPlace<T>(Span<T> items, ref SplitMix random)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = random.Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
