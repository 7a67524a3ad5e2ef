namespace Platform.Networks.Graphs;

/// <summary>
/// Inputs of a decoder with a KV cache, and its attention, which reads the cache and returns it with the new tokens. Where the
/// runtime's operator allows it, the cache is written in place; else it grows with every step.
/// </summary>
internal sealed class DecoderInputs
{
    private readonly Graph _graph;
    private readonly int _heads;
    private readonly int _headSize;
    private readonly List<(Tensor Key, Tensor Value)> _past;
    private readonly Dictionary<int, Tensor> _masks = [];
    private readonly Lazy<(Tensor Last, Tensor Longest)> _lengths;

    public DecoderInputs(Graph graph, int layers, int heads, int keyHeads, int headSize)
    {
        (_graph, _heads, _headSize) = (graph, heads, headSize);
        Ids = graph.Input(GraphNames.InputIds, ElementType.Int64, "batch", "sequence");
        Attended = graph.Input(GraphNames.AttentionMask, ElementType.Int64, "batch", "total");
        Positions = graph.Input(GraphNames.PositionIds, ElementType.Int64, "batch", "sequence");
        Tensor Past(int layer, string what) =>
            graph.Input($"past_key_values.{layer}.{what}", "batch", keyHeads, "past", headSize);
        _past = [.. Enumerable.Range(0, layers).Select(i => (Past(i, "key"), Past(i, "value")))];
        _lengths = new(Lengths);
    }

    /// <summary>[batch, sequence].</summary>
    public Tensor Ids { get; }

    /// <summary>[batch, total]; 1 for a row's tokens, 0 for padding.</summary>
    public Tensor Attended { get; }

    /// <summary>[batch, sequence].</summary>
    public Tensor Positions { get; }

    /// <summary>Whether a cache with heads of this size is written in place; <c>cache.inPlace</c> of the manifest.</summary>
    public static bool InPlace(int headSize) => headSize % 8 == 0;

    /// <summary>
    /// Attention of the new tokens of a layer, from [batch, sequence, heads h] to [batch sequence, heads h].
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="queries">Queries of the new tokens, with their positions.</param>
    /// <param name="keys">Keys of the new tokens, with their positions.</param>
    /// <param name="values">Values of the new tokens.</param>
    /// <param name="window">Positions that a token attends to, itself included; null: all before it.</param>
    public Tensor Attend(int layer, Tensor queries, Tensor keys, Tensor values, int? window = null)
    {
        if (InPlace(_headSize))
        {
            var (last, longest) = _lengths.Value;
            var (attended, present, presentValues) = _graph.AttentionInPlace(
                queries,
                keys,
                values,
                _past[layer],
                last,
                longest,
                _heads,
                window
            );
            Return(layer, present, presentValues);
            return _graph.Reshape(attended, attended.Shape[0] * attended.Shape[1], attended.Shape[2]);
        }
        var (pastKeys, pastValues) = _past[layer];
        Tensor Grown(Tensor past, Tensor added) =>
            _graph.Concat(2, "total", past, _graph.ToHeads(added, (int)past.Shape[1].Size, _headSize));
        var (allKeys, allValues) = (Grown(pastKeys, keys), Grown(pastValues, values));
        Return(layer, allKeys, allValues);
        return _graph.FromHeads(
            _graph.Attention(_graph.ToHeads(queries, _heads, _headSize), allKeys, allValues, Mask(window))
        );
    }

    /// <summary>Of the last token of each row, [batch, width]: the only one whose logits are needed.</summary>
    /// <param name="hidden">[batch sequence, width].</param>
    public Tensor Last(Tensor hidden)
    {
        var (batch, sequence, width) = (Ids.Shape[0], Ids.Shape[1], hidden.Shape[1]);
        return _graph.Reshape(
            _graph.Slice(_graph.Reshape(hidden, batch, sequence, width), 1, -1, long.MaxValue, 1),
            batch,
            width
        );
    }

    private void Return(int layer, Tensor keys, Tensor values)
    {
        _graph.Output($"present.{layer}.key", keys);
        _graph.Output($"present.{layer}.value", values);
    }

    /// <summary>Position of each row's last token and tokens of the longest row.</summary>
    private (Tensor Last, Tensor Longest) Lengths() =>
        (
            _graph.Cast(_graph.Sum(Attended, false, 1) - _graph.List(1), ElementType.Int32),
            _graph.Cast(_graph.Extent(Attended.Shape[1]), ElementType.Int32)
        );

    /// <summary>A token attends to itself and to what is before it in its row, within the window.</summary>
    private Tensor Mask(int? window)
    {
        if (_masks.TryGetValue(window ?? 0, out var mask))
        {
            return mask;
        }

        var (batch, sequence, total) = (Ids.Shape[0], Ids.Shape[1], Attended.Shape[1]);
        var keys = _graph.Reshape(_graph.Range(total), 1, 1, 1, total);
        // The last `sequence` positions are the new ones.
        var rows = _graph.Range(sequence) + (_graph.Extent(total) - _graph.Extent(sequence));
        var queries = _graph.Reshape(rows, 1, 1, sequence, 1);
        var seen = _graph.LessOrEqual(keys, queries);
        if (window is { } size)
        {
            seen = _graph.And(seen, _graph.LessOrEqual(queries, keys + _graph.List(size - 1)));
        }

        var real = _graph.LessOrEqual(_graph.List(1), _graph.Reshape(Attended, batch, 1, 1, total));
        return _masks[window ?? 0] = _graph.Additive(_graph.And(seen, real));
    }
}
