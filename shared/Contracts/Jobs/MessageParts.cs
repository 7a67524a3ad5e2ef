namespace Platform.Contracts;

/// <summary>Divides work into messages, because a message is limited to 256 KiB.</summary>
public static class MessageParts
{
    /// <summary>The items in their order, in parts. An item that is larger than a part has a part of its own.</summary>
    /// <param name="items">The items.</param>
    /// <param name="size">Size of an item.</param>
    /// <param name="mostSize">Largest size of a part.</param>
    /// <param name="mostItems">Largest number of items in a part.</param>
    public static IEnumerable<IReadOnlyList<T>> Of<T>(
        IEnumerable<T> items,
        Func<T, int> size,
        int mostSize,
        int mostItems = int.MaxValue
    )
    {
        var part = new List<T>();
        int used = 0;
        foreach (var item in items)
        {
            int own = size(item);
            if (part.Count == mostItems || (part.Count > 0 && used + own > mostSize))
            {
                yield return part;
                (part, used) = ([], 0);
            }

            part.Add(item);
            used += own;
        }

        if (part.Count > 0)
        {
            yield return part;
        }
    }
}
