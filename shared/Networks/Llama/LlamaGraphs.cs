using Platform.Networks.Graphs;

namespace Platform.Networks.Llama;

/// <summary>
/// The graphs of a Llama-family network as ONNX files; its weights are constants in safetensors files beside them.
/// </summary>
internal static class LlamaGraphs
{
    /// <summary>Scoring: <c>input_ids</c> [batch, sequence] to <c>logits</c> [batch, sequence, classes].</summary>
    /// <param name="shape">The network.</param>
    /// <param name="weights">Adds the weights to a graph.</param>
    /// <param name="real">What is computed with; logits are float32.</param>
    public static Graph Scoring(
        LlamaShape shape,
        Func<Graph, Func<string, Tensor>> weights,
        ElementType real = ElementType.Float
    ) => Scoring(shape, weights, shape.Classes, (network, hidden) => network.Classes(hidden), real);

    /// <summary>Scoring with another head: <c>input_ids</c> to <c>logits</c> [batch, sequence, outputs].</summary>
    /// <param name="shape">The network.</param>
    /// <param name="weights">Adds the weights to a graph.</param>
    /// <param name="outputs">Values per token.</param>
    /// <param name="head">From hidden states [tokens, width] to values [tokens, outputs].</param>
    /// <param name="real">What is computed with; logits are float32.</param>
    public static Graph Scoring(
        LlamaShape shape,
        Func<Graph, Func<string, Tensor>> weights,
        int outputs,
        Func<LlamaNetwork, Tensor, Tensor> head,
        ElementType real = ElementType.Float
    )
    {
        var graph = new Graph(real);
        var network = new LlamaNetwork(graph, shape, weights(graph));
        var ids = graph.Input(GraphNames.InputIds, ElementType.Int64, "batch", "sequence");
        var values = head(network, network.Sequences(ids));
        graph.Output(
            GraphNames.Logits,
            graph.Cast(graph.Reshape(values, "batch", "sequence", outputs), ElementType.Float)
        );
        return graph;
    }

    /// <summary>Decoding with a KV cache, under the names that <c>LanguageModelManifest</c> documents.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="weights">Adds the weights to a graph.</param>
    /// <param name="real">What is computed with and the KV cache holds; logits are float32.</param>
    public static Graph Decoding(
        LlamaShape shape,
        Func<Graph, Func<string, Tensor>> weights,
        ElementType real = ElementType.Float
    )
    {
        var graph = new Graph(real);
        var network = new LlamaNetwork(graph, shape, weights(graph));
        var inputs = new DecoderInputs(graph, shape.Layers, shape.Heads, shape.KeyHeads, shape.HeadSize);
        var logits = network.Language(inputs.Last(network.Continue(inputs)));
        graph.Output(
            GraphNames.Logits,
            graph.Cast(graph.Reshape(logits, "batch", 1, shape.Vocabulary), ElementType.Float)
        );
        return graph;
    }
}
