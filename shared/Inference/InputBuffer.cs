using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Platform.Contracts;

namespace Platform.Inference;

/// <summary>One input [batch, sequence] of a graph, int64 or int32, in a buffer that is pinned once and reused.</summary>
internal sealed class InputBuffer(
    string name,
    TensorElementType type,
    Func<TokenSequence, int, long> value,
    long padding
)
{
    private readonly IntegerBuffer _buffer = new(type);

    public string Name => name;

    /// <summary>The graph's inputs as the manifest names them; every input of the graph must be named.</summary>
    /// <exception cref="InvalidDataException">Names or types do not match; the message says which.</exception>
    public static InputBuffer[] For(RewardModelManifest manifest, InferenceSession session, string graph)
    {
        var names = manifest.Inputs ?? new ManifestInputs("input_ids", null, null);
        var inputs = new List<InputBuffer> { Input(names.Ids, "ids", (s, i) => s.Ids[i], manifest.Tokenizer.Pad) };
        if (names.Mask is not null)
        {
            inputs.Add(Input(names.Mask, "mask", (_, _) => 1, 0));
        }

        if (names.Positions is not null)
        {
            inputs.Add(Input(names.Positions, "positions", (_, i) => i, 0));
        }

        if (session.InputNames.Except(inputs.Select(i => i.Name)).FirstOrDefault() is { } unnamed)
        {
            throw new InvalidDataException(
                $"{graph} asks for the input '{unnamed}', which the manifest's 'inputs' do not name (ids, mask, positions)."
            );
        }

        return [.. inputs];

        InputBuffer Input(string name, string field, Func<TokenSequence, int, long> value, long padding)
        {
            if (!session.InputMetadata.TryGetValue(name, out var input))
            {
                throw new InvalidDataException(
                    $"{graph} has no input '{name}' (it has {string.Join(", ", session.InputNames)}): mend 'inputs.{field}'."
                );
            }

            if (!IntegerBuffer.Feeds(input.ElementDataType))
            {
                throw new InvalidDataException(
                    $"{graph}: input '{name}' is {input.ElementDataType}; int64 and int32 can be fed."
                );
            }

            return new(name, input.ElementDataType, value, padding);
        }
    }

    /// <summary>
    /// Rows padded on the right to <paramref name="width"/>; the caller disposes the value before the next call.
    /// </summary>
    public OrtValue Fill(IReadOnlyList<TokenSequence> batch, int width)
    {
        var values = _buffer.Take(batch.Count * width);
        for (var row = 0; row < batch.Count; row++)
        {
            var line = values.Slice(row * width, width);
            var length = batch[row].Ids.Length;
            for (var i = 0; i < length; i++)
            {
                line[i] = value(batch[row], i);
            }

            line[length..].Fill(padding);
        }
        return _buffer.Bind(batch.Count, width);
    }
}
