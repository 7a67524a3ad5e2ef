using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Platform.Contracts;

namespace Platform.Inference.Generation;

/// <summary>
/// The KV cache of some rows: tensors [rows, heads, length, head size] in pinned memory, which the runtime reads and writes
/// in place. A row's tokens are at the end of its length.
/// </summary>
internal sealed class KeyValueBlock(KeyValueCache cache, TensorElementType type)
{
    private readonly byte[][] _tensors = [.. Enumerable.Repeat(Array.Empty<byte>(), 2 * cache.Layers)];
    private readonly int _token = cache.HeadSize * (type == TensorElementType.Float16 ? 2 : 4);

    public int Rows { get; private set; }

    public int Length { get; private set; }

    /// <summary>Resizes the tensors; their contents are undefined afterwards.</summary>
    public void Shape(int rows, int length)
    {
        (Rows, Length) = (rows, length);
        var bytes = (long)rows * cache.Heads * length * _token;
        if (bytes > Array.MaxLength)
            throw new InvalidDataException(
                $"the key-value cache of {rows} rows of {length} tokens is too large: {bytes} bytes a tensor; make the batch smaller."
            );
        if (_tensors[0].Length >= bytes && _tensors[0].Length > 0)
            return;
        var room = (int)Math.Min(Array.MaxLength, (long)rows * cache.Heads * (length + length / 4 + 32) * _token);
        for (var i = 0; i < _tensors.Length; i++)
            _tensors[i] = GC.AllocateUninitializedArray<byte>(room, pinned: true);
    }

    /// <summary>A tensor as the runtime sees it; the caller disposes it before the next <see cref="Shape"/>.</summary>
    public OrtValue Tensor(int index) =>
        OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance,
            type,
            [Rows, cache.Heads, Length, cache.HeadSize],
            Marshal.UnsafeAddrOfPinnedArrayElement(_tensors[index], 0),
            (long)Rows * cache.Heads * Length * _token
        );

    /// <summary>
    /// Copies the last <paramref name="tokens"/> tokens of a row of another block into a row here, with zeros before them.
    /// </summary>
    public void Take(int row, KeyValueBlock from, int fromRow, int tokens)
    {
        var bytes = tokens * _token;
        for (var i = 0; i < _tensors.Length; i++)
        for (var head = 0; head < cache.Heads; head++)
        {
            var target = Line(_tensors[i], Length, row, head);
            target[..^bytes].Clear();
            Line(from._tensors[i], from.Length, fromRow, head)[^bytes..].CopyTo(target[^bytes..]);
        }
    }

    private Span<byte> Line(byte[] tensor, int length, int row, int head) =>
        tensor.AsSpan((row * cache.Heads + head) * length * _token, length * _token);
}
