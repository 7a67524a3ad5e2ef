using Platform.Networks.Graphs;
using Platform.Networks.Llama;
using Platform.Networks.Weights;

namespace Platform.Checkpoints;

/// <summary>
/// Graphs over a checkpoint's own files: every weight is a constant that points into them, so nothing is stored twice.
/// Weights of 16 bits are converted to float32 when the runtime loads the graph.
/// </summary>
internal static class CheckpointGraphs
{
    /// <summary>Scoring: <c>input_ids</c> [batch, sequence] to <c>logits</c> [batch, sequence, outputs].</summary>
    public static byte[] Scoring(LlamaShape shape, Safetensors tensors, CheckpointHead head, string name) =>
        OnnxFile.Write(
            LlamaGraphs.Scoring(
                shape,
                graph => StoredWeights.In(graph, tensors),
                head.Outputs,
                (network, hidden) => head.Build(hidden, network.Weight)
            ),
            name
        );

    /// <summary>Decoding with a KV cache, under the names that <c>LanguageModelManifest</c> documents.</summary>
    public static byte[] Decoding(LlamaShape shape, Safetensors tensors, string name) =>
        OnnxFile.Write(LlamaGraphs.Decoding(shape, graph => StoredWeights.In(graph, tensors)), name);
}
