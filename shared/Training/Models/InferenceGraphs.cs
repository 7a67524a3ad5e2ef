using Platform.Training.Graphs;

namespace Platform.Training.Models;

/// <summary>
/// The graphs of a trained model: the same transformer, with its weights as constants in a file beside the graph.
/// </summary>
internal static class InferenceGraphs
{
    public const string InputIds = "input_ids";
    public const string Logits = "logits";

    /// <summary>Scoring: <c>input_ids</c> [batch, sequence] to <c>logits</c> [batch, sequence, classes].</summary>
    public static Graph Scoring(TransformerShape shape, IReadOnlyDictionary<string, long> places)
    {
        var graph = new Graph();
        var model = Model(graph, shape, places);
        var ids = graph.Input(InputIds, ElementType.Int64, "batch", "sequence");
        graph.Output(Logits, graph.Reshape(model.Classes(model.Sequences(ids)), "batch", "sequence", shape.Classes));
        return graph;
    }

    /// <summary>Decoding with a KV cache, under the names that <c>LanguageModelManifest</c> documents.</summary>
    public static Graph Decoding(TransformerShape shape, IReadOnlyDictionary<string, long> places)
    {
        var graph = new Graph();
        var model = Model(graph, shape, places);
        var ids = graph.Input(InputIds, ElementType.Int64, "batch", "sequence");
        var attended = graph.Input("attention_mask", ElementType.Int64, "batch", "total");
        var positions = graph.Input("position_ids", ElementType.Int64, "batch", "sequence");
        var before =
            shape.NGram > 1 ? graph.Input("past_input_ids", ElementType.Int64, "batch", shape.NGram - 1) : null;
        Tensor Past(int layer, string what) =>
            graph.Input($"past_key_values.{layer}.{what}", "batch", shape.Heads, "past", shape.HeadSize);
        Tensor Present(int layer, string what, Tensor past, Tensor now)
        {
            var all = graph.Concat(2, "total", past, now);
            graph.Output($"present.{layer}.{what}", all);
            return all;
        }
        var pasts = Enumerable
            .Range(0, shape.Layers)
            .Select(i => (Key: Past(i, "key"), Value: Past(i, "value")))
            .ToList();
        var hidden = model.Continue(
            ids,
            before,
            positions,
            attended,
            (i, k, v) => (Present(i, "key", pasts[i].Key, k), Present(i, "value", pasts[i].Value, v))
        );
        graph.Output(Logits, graph.Reshape(model.Language(hidden), "batch", "sequence", shape.Vocabulary));
        return graph;
    }

    private static Transformer Model(Graph graph, TransformerShape shape, IReadOnlyDictionary<string, long> places)
    {
        var weights = shape
            .Parameters()
            .ToDictionary(
                p => p.Name,
                p => graph.External(p.Name, WeightFile.Name, places[p.Name], [.. p.Shape.Select(size => (Dim)size)])
            );
        return new Transformer(graph, shape, name => weights[name]);
    }
}
