using Platform.Networks.Graphs;

namespace Platform.Networks.Llama;

/// <summary>
/// The graphs of a Llama-family network as ONNX files; its weights are constants in a safetensors file beside them.
/// </summary>
internal static class LlamaGraphs
{
    /// <summary>Scoring: <c>input_ids</c> [batch, sequence] to <c>logits</c> [batch, sequence, classes].</summary>
    public static Graph Scoring(LlamaShape shape, WeightPlaces places)
    {
        var graph = new Graph();
        var network = new LlamaNetwork(graph, shape, places.In(graph));
        var ids = graph.Input(GraphNames.InputIds, ElementType.Int64, "batch", "sequence");
        graph.Output(
            GraphNames.Logits,
            graph.Reshape(network.Classes(network.Sequences(ids)), "batch", "sequence", shape.Classes)
        );
        return graph;
    }

    /// <summary>Decoding with a KV cache, under the names that <c>LanguageModelManifest</c> documents.</summary>
    public static Graph Decoding(LlamaShape shape, WeightPlaces places)
    {
        var graph = new Graph();
        var network = new LlamaNetwork(graph, shape, places.In(graph));
        var hidden = network.Continue(new DecoderInputs(graph, shape.Layers, shape.KeyHeads, shape.HeadSize));
        graph.Output(GraphNames.Logits, graph.Reshape(network.Language(hidden), "batch", "sequence", shape.Vocabulary));
        return graph;
    }
}
