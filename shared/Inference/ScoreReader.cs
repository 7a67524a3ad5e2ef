using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Platform.Contracts;

namespace Platform.Inference;

/// <summary>
/// Finds the scores in a graph's output: [batch, sequence], [batch, sequence, values], or without a sequence (pooled).
/// </summary>
internal sealed class ScoreReader
{
    private readonly RewardModelManifest _manifest;
    private readonly Head _head;
    private readonly bool _half;
    private readonly bool _pooled;
    private float[] _widened = [];

    /// <exception cref="InvalidDataException">The graph has no such output, or its type cannot be read.</exception>
    public ScoreReader(RewardModelManifest manifest, InferenceSession session, string graph)
    {
        (_manifest, _head, _pooled) = (manifest, new Head(manifest), manifest.Read == "pooled");
        if (!session.OutputMetadata.TryGetValue(manifest.Output, out var output))
        {
            throw new InvalidDataException(
                $"{graph} has no output '{manifest.Output}' (it has {string.Join(", ", session.OutputNames)}): mend 'output'."
            );
        }

        if (output.ElementDataType is not (TensorElementType.Float or TensorElementType.Float16))
        {
            throw new InvalidDataException(
                $"{graph}: output '{manifest.Output}' is {output.ElementDataType}; float and float16 can be read."
            );
        }

        _half = output.ElementDataType == TensorElementType.Float16;
        var values = Math.Max(1, output.Dimensions is [.., > 0 and var last] ? last : 1);
        TokenLimit = _pooled ? int.MaxValue : Math.Max(1, (1 << 28) / values);
    }

    /// <summary>Largest number of tokens, padding included, whose output stays within 1 GiB.</summary>
    public int TokenLimit { get; }

    /// <summary>One entry per sequence; an output of the wrong shape fails all of them.</summary>
    public Scores[] Read(OrtValue output, IReadOnlyList<TokenSequence> batch, int width)
    {
        var shape = output.GetTensorTypeAndShape().Shape;
        long[] expected = _pooled ? [batch.Count] : [batch.Count, width];
        var columns = shape.Length > expected.Length ? (int)shape[^1] : 1;
        if (Mismatch(shape, expected, columns) is { } mismatch)
        {
            var reason =
                $"output '{_manifest.Output}' has the shape [{string.Join(", ", shape)}] for {batch.Count} sequence(s) of "
                + $"{width} tokens: {mismatch}";
            return [.. batch.Select(_ => new Scores(null, reason))];
        }
        var scores = new Scores[batch.Count];
        for (var row = 0; row < scores.Length; row++)
        {
            var positions = batch[row].Positions;
            var probabilities = new double[positions.Length][];
            for (var step = 0; step < positions.Length; step++)
            {
                probabilities[step] = new double[_manifest.Classes.Count];
                var start = (_pooled ? row : row * width + positions[step]) * columns;
                _head.Read(Values(output, start, columns), probabilities[step]);
            }
            var failure = _head.Implausible(probabilities);
            scores[row] = new(failure is null ? probabilities : null, failure);
        }
        return scores;
    }

    private string? Mismatch(long[] shape, long[] expected, int columns)
    {
        if (shape.Length - expected.Length is not (0 or 1) || !shape.AsSpan(0, expected.Length).SequenceEqual(expected))
        {
            return "the count of scores is wrong";
        }

        if (shape.Aggregate(1L, (a, b) => a * b) > int.MaxValue / sizeof(float))
        {
            return "too large to be read; lower maximumTokens, or export a graph that gives the label tokens' logits only";
        }

        return _head.Mismatch(columns);
    }

    private ReadOnlySpan<float> Values(OrtValue output, int start, int count)
    {
        if (!_half)
        {
            return output.GetTensorDataAsSpan<float>().Slice(start, count);
        }

        if (_widened.Length < count)
        {
            _widened = new float[count];
        }

        var halves = output.GetTensorDataAsSpan<Float16>().Slice(start, count);
        for (var i = 0; i < count; i++)
        {
            _widened[i] = (float)halves[i];
        }

        return _widened.AsSpan(0, count);
    }
}
