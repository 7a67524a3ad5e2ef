using Platform.Networks.Graphs;
using Platform.Networks.Llama;
using Platform.Networks.Weights;

namespace Platform.Checkpoints;

/// <summary>
/// Graphs over a checkpoint's own files: every weight is a constant that points into them, so nothing is stored twice.
/// Weights of another type than the graph computes with are converted when the runtime loads it.
/// </summary>
internal static class CheckpointGraphs
{
    /// <summary>Scoring: <c>input_ids</c> [batch, sequence] to <c>logits</c> [batch, sequence, outputs].</summary>
    public static Graph Scoring(LlamaShape shape, Safetensors tensors, CheckpointHead head, ElementType real) =>
        LlamaGraphs.Scoring(
            shape,
            graph => StoredWeights.In(graph, tensors),
            head.Outputs,
            (network, hidden) => head.Build(hidden, network.Weight),
            real
        );

    /// <summary>Decoding with a KV cache, under the names that <c>LanguageModelManifest</c> documents.</summary>
    public static Graph Decoding(LlamaShape shape, Safetensors tensors, ElementType real) =>
        LlamaGraphs.Decoding(shape, graph => StoredWeights.In(graph, tensors), real);
}
