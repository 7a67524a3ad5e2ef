namespace Platform.Networks.Graphs;

/// <summary>Inputs of a decoder with a KV cache, and the cache itself, which it reads and returns.</summary>
internal sealed class DecoderInputs
{
    private readonly Graph _graph;
    private readonly List<(Tensor Key, Tensor Value)> _past;

    public DecoderInputs(Graph graph, int layers, int keyHeads, int headSize)
    {
        _graph = graph;
        Ids = graph.Input(GraphNames.InputIds, ElementType.Int64, "batch", "sequence");
        Attended = graph.Input(GraphNames.AttentionMask, ElementType.Int64, "batch", "total");
        Positions = graph.Input(GraphNames.PositionIds, ElementType.Int64, "batch", "sequence");
        Tensor Past(int layer, string what) =>
            graph.Input($"past_key_values.{layer}.{what}", "batch", keyHeads, "past", headSize);
        _past = [.. Enumerable.Range(0, layers).Select(i => (Past(i, "key"), Past(i, "value")))];
    }

    /// <summary>[batch, sequence].</summary>
    public Tensor Ids { get; }

    /// <summary>[batch, total].</summary>
    public Tensor Attended { get; }

    /// <summary>[batch, sequence].</summary>
    public Tensor Positions { get; }

    /// <summary>Keys and values of all positions of a layer, which are outputs too.</summary>
    public (Tensor Keys, Tensor Values) Present(int layer, Tensor keys, Tensor values)
    {
        var all = (
            _graph.Concat(2, "total", _past[layer].Key, keys),
            _graph.Concat(2, "total", _past[layer].Value, values)
        );
        _graph.Output($"present.{layer}.key", all.Item1);
        _graph.Output($"present.{layer}.value", all.Item2);
        return all;
    }
}
