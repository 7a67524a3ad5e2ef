using Platform.Networks.Graphs;

namespace Platform.Networks.Transformers;

/// <summary>
/// The graphs of a trained transformer as ONNX files; its weights are constants in a safetensors file beside them.
/// </summary>
internal static class TransformerGraphs
{
    /// <summary>Scoring: <c>input_ids</c> [batch, sequence] to <c>logits</c> [batch, sequence, classes].</summary>
    public static Graph Scoring(TransformerShape shape, WeightPlaces places)
    {
        var graph = new Graph();
        var model = new TransformerNetwork(graph, shape, places.In(graph));
        var ids = graph.Input(GraphNames.InputIds, ElementType.Int64, "batch", "sequence");
        graph.Output(
            GraphNames.Logits,
            graph.Reshape(model.Classes(model.Sequences(ids)), "batch", "sequence", shape.Classes)
        );
        return graph;
    }

    /// <summary>Decoding with a KV cache, under the names that <c>LanguageModelManifest</c> documents.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="places">Its weights.</param>
    /// <param name="real">What is computed with and the KV cache holds; logits are float32.</param>
    public static Graph Decoding(TransformerShape shape, WeightPlaces places, ElementType real = ElementType.Float)
    {
        var graph = new Graph(real);
        var model = new TransformerNetwork(graph, shape, places.In(graph));
        var cache = new DecoderInputs(graph, shape.Layers, shape.Heads, shape.Heads, shape.HeadSize);
        var before =
            shape.NGram > 1 ? graph.Input(GraphNames.PastInputIds, ElementType.Int64, "batch", shape.NGram - 1) : null;
        var logits = model.Language(cache.Last(model.Continue(cache, before)));
        graph.Output(
            GraphNames.Logits,
            graph.Cast(graph.Reshape(logits, "batch", 1, shape.Vocabulary), ElementType.Float)
        );
        return graph;
    }
}
