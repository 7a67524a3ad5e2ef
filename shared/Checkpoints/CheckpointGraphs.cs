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
                graph => Weights(graph, tensors),
                head.Outputs,
                (network, hidden) => head.Build(hidden, network.Weight)
            ),
            name
        );

    /// <summary>Decoding with a KV cache, under the names that <c>LanguageModelManifest</c> documents.</summary>
    public static byte[] Decoding(LlamaShape shape, Safetensors tensors, string name) =>
        OnnxFile.Write(LlamaGraphs.Decoding(shape, graph => Weights(graph, tensors)), name);

    /// <summary>Weights by name, as float32; the networks' own names have a prefix in some checkpoints.</summary>
    private static Func<string, Tensor> Weights(Graph graph, Safetensors tensors)
    {
        var weights = new Dictionary<string, Tensor>();
        return name =>
        {
            if (weights.TryGetValue(name, out var weight))
                return weight;
            var stored =
                tensors.Find(name)
                ?? tensors.Find($"pretrained_model.{name}")
                ?? throw new InvalidDataException($"the checkpoint holds no tensor {name}.");
            var type = stored.Type switch
            {
                "F32" => ElementType.Float,
                "F16" => ElementType.Float16,
                "BF16" => ElementType.BFloat16,
                _ => throw new InvalidDataException($"{name} is of type {stored.Type}; F32, F16 and BF16 can be used."),
            };
            var constant = graph.External(
                stored.Name,
                type,
                Path.GetFileName(stored.File),
                stored.Offset,
                [.. stored.Shape.Select(size => (Dim)size)]
            );
            return weights[name] = graph.ToReal(constant);
        };
    }
}
