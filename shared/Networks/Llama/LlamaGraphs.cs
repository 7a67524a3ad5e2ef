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
    public static Graph Scoring(LlamaShape shape, Func<Graph, Func<string, Tensor>> weights) =>
        Scoring(shape, weights, shape.Classes, (network, hidden) => network.Classes(hidden));

    /// <summary>Scoring with another head: <c>input_ids</c> to <c>logits</c> [batch, sequence, outputs].</summary>
    /// <param name="shape">The network.</param>
    /// <param name="weights">Adds the weights to a graph.</param>
    /// <param name="outputs">Values per token.</param>
    /// <param name="head">From hidden states [tokens, width] to values [tokens, outputs].</param>
    public static Graph Scoring(
        LlamaShape shape,
        Func<Graph, Func<string, Tensor>> weights,
        int outputs,
        Func<LlamaNetwork, Tensor, Tensor> head
    )
    {
        var graph = new Graph();
        var network = new LlamaNetwork(graph, shape, weights(graph));
        var ids = graph.Input(GraphNames.InputIds, ElementType.Int64, "batch", "sequence");
        var values = head(network, network.Sequences(ids));
        graph.Output(GraphNames.Logits, graph.Reshape(values, "batch", "sequence", outputs));
        return graph;
    }

    /// <summary>Decoding with a KV cache, under the names that <c>LanguageModelManifest</c> documents.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="weights">Adds the weights to a graph.</param>
    public static Graph Decoding(LlamaShape shape, Func<Graph, Func<string, Tensor>> weights)
    {
        var graph = new Graph();
        var network = new LlamaNetwork(graph, shape, weights(graph));
        var hidden = network.Continue(
            new DecoderInputs(graph, shape.Layers, shape.Heads, shape.KeyHeads, shape.HeadSize)
        );
        graph.Output(GraphNames.Logits, graph.Reshape(network.Language(hidden), "batch", "sequence", shape.Vocabulary));
        return graph;
    }
}
