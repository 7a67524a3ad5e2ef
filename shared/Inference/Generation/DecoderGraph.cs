using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Platform.Contracts;

namespace Platform.Inference.Generation;

/// <summary>
/// A decoder's inputs and outputs by name. KV cache tensors are in the order key and value of layer 0, key and value of
/// layer 1, ...
/// </summary>
/// <param name="File">The graph's path.</param>
/// <param name="Ids">[batch, sequence].</param>
/// <param name="Mask">[batch, past + sequence].</param>
/// <param name="Positions">[batch, sequence]; null: the graph counts positions itself.</param>
/// <param name="PastIds">[batch, n - 1]; null: none.</param>
/// <param name="NGram">n.</param>
/// <param name="Logits">[batch, sequence (or 1: the last token's), vocabulary].</param>
/// <param name="Past">The KV cache inputs.</param>
/// <param name="Present">The KV cache outputs, one token longer.</param>
/// <param name="Cache">The KV cache's shape.</param>
internal sealed record DecoderGraph(
    string File,
    string Ids,
    string Mask,
    string? Positions,
    string? PastIds,
    int NGram,
    string Logits,
    IReadOnlyList<string> Past,
    IReadOnlyList<string> Present,
    KeyValueCache Cache
)
{
    /// <summary>The names that GenAI's own exporter uses.</summary>
    public static DecoderGraph Usual(string file, KeyValueCache cache, int nGram) =>
        new(
            file,
            "input_ids",
            "attention_mask",
            "position_ids",
            nGram > 1 ? "past_input_ids" : null,
            nGram,
            "logits",
            Layers("past_key_values.%d.key", "past_key_values.%d.value", cache.Layers),
            Layers("present.%d.key", "present.%d.value", cache.Layers),
            cache
        );

    /// <summary>Names from templates: <c>%d</c> stands for the layer.</summary>
    public static IReadOnlyList<string> Layers(string key, string value, int layers) =>
        [
            .. Enumerable
                .Range(0, layers)
                .SelectMany(layer => new[] { key.Replace("%d", $"{layer}"), value.Replace("%d", $"{layer}") }),
        ];

    /// <summary>Checks that the graph's names, types and fixed sizes are those given here.</summary>
    /// <returns>The KV cache's element type.</returns>
    /// <exception cref="InvalidDataException">They are not; the message says which.</exception>
    public TensorElementType Check(InferenceSession session)
    {
        string[] integers = [.. new[] { Ids, Mask, Positions, PastIds }.OfType<string>()];
        foreach (var name in integers)
        {
            if (!IntegerBuffer.Feeds(Find(session.InputMetadata, "input", name).ElementDataType))
            {
                throw new InvalidDataException($"{File}: input '{name}' must be of int64 or int32.");
            }
        }

        if (session.InputNames.Except([.. integers, .. Past]).FirstOrDefault() is { } unknown)
        {
            throw new InvalidDataException(
                $"{File} asks for the input '{unknown}', which a decoder here does not get (it gets {string.Join(", ", integers)} and "
                    + $"{Past.Count} cache tensors {Past[0]} to {Past[^1]}): export it without, or mend 'cache.layers'."
            );
        }

        var type = Find(session.InputMetadata, "input", Past[0]).ElementDataType;
        foreach (var name in Past)
        {
            CheckCache(Find(session.InputMetadata, "input", name), name, type);
        }

        foreach (var name in Present)
        {
            CheckCache(Find(session.OutputMetadata, "output", name), name, type);
        }

        var logits = Find(session.OutputMetadata, "output", Logits).ElementDataType;
        if (logits is not (TensorElementType.Float or TensorElementType.Float16))
        {
            throw new InvalidDataException($"{File}: '{Logits}' is {logits}; float and float16 can be used.");
        }

        return type;
    }

    private NodeMetadata Find(IReadOnlyDictionary<string, NodeMetadata> nodes, string what, string name) =>
        nodes.TryGetValue(name, out var node)
            ? node
            : throw new InvalidDataException(
                $"{File} has no {what} '{name}' (it has {string.Join(", ", nodes.Keys)}): a decoder with a key-value cache is needed."
            );

    private void CheckCache(NodeMetadata node, string name, TensorElementType type)
    {
        if (
            node.ElementDataType
            is not (TensorElementType.Float or TensorElementType.Float16 or TensorElementType.BFloat16)
        )
        {
            throw new InvalidDataException(
                $"{File}: '{name}' is {node.ElementDataType}; float, float16 and bfloat16 can be used."
            );
        }

        if (node.ElementDataType != type)
        {
            throw new InvalidDataException($"{File}: '{name}' is {node.ElementDataType}, '{Past[0]}' is {type}.");
        }

        int[] expected = [-1, Cache.Heads, -1, Cache.HeadSize];
        var fits =
            node.Dimensions.Length == 4
            && node.Dimensions.Zip(expected, (a, b) => a < 1 || b < 1 || a == b).All(f => f);
        if (!fits)
        {
            throw new InvalidDataException(
                $"{File}: '{name}' has the shape [{string.Join(", ", node.Dimensions)}], but the manifest says [batch, {Cache.Heads} "
                    + $"heads, past, {Cache.HeadSize}] (-1: any size)."
            );
        }
    }
}
