using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Platform.Contracts;

namespace Platform.Inference.Generation;

/// <summary>
/// The KV cache of some rows: tensors [rows, heads, length, head size] in pinned memory, which the runtime reads and writes
/// in place. A row's tokens are at the end of its length, or at the beginning where the decoder writes in place.
/// </summary>
internal sealed class KeyValueBlock(KeyValueCache cache, TensorElementType type)
{
    private readonly byte[][] _tensors = [.. Enumerable.Repeat(Array.Empty<byte>(), 2 * cache.Layers)];
    private readonly int _token = cache.HeadSize * (type == TensorElementType.Float16 ? 2 : 4);

    public int Rows { get; private set; }

    public int Length { get; private set; }

    /// <summary>Rows that the memory has room for.</summary>
    public int Room => Length == 0 ? 0 : _tensors[0].Length / (cache.Heads * Length * _token);

    /// <summary>Resizes the tensors, with room to grow; their contents are undefined afterwards.</summary>
    public void Shape(int rows, int length) => Allocate(rows, length, length + length / 4 + 32);

    /// <summary>Resizes the tensors to exactly this size; their contents are undefined afterwards.</summary>
    public void Reserve(int rows, int length) => Allocate(rows, length, length);

    /// <summary>Changes the number of rows within <see cref="Room"/>; the rows that remain keep their contents.</summary>
    public void Show(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Room);
        Rows = rows;
    }

    private void Allocate(int rows, int length, int room)
    {
        (Rows, Length) = (rows, length);
        var bytes = (long)rows * cache.Heads * length * _token;
        if (bytes > Array.MaxLength)
        {
            throw new InvalidDataException(
                $"the key-value cache of {rows} rows of {length} tokens is too large: {bytes} bytes a tensor; make the batch smaller."
            );
        }

        if (_tensors[0].Length >= bytes && _tensors[0].Length > 0)
        {
            return;
        }

        var size = (int)Math.Min(Array.MaxLength, (long)rows * cache.Heads * room * _token);
        for (var i = 0; i < _tensors.Length; i++)
        {
            _tensors[i] = GC.AllocateUninitializedArray<byte>(size, pinned: true);
        }
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
        {
            for (var head = 0; head < cache.Heads; head++)
            {
                var target = Line(_tensors[i], Length, row, head);
                target[..^bytes].Clear();
                Line(from._tensors[i], from.Length, fromRow, head)[^bytes..].CopyTo(target[^bytes..]);
            }
        }
    }

    /// <summary>
    /// Copies the first <paramref name="tokens"/> tokens of a row of a block, this one or another, to the beginning of a row here.
    /// </summary>
    public void Put(int row, KeyValueBlock from, int fromRow, int tokens)
    {
        var bytes = tokens * _token;
        for (var i = 0; i < _tensors.Length; i++)
        {
            for (var head = 0; head < cache.Heads; head++)
            {
                Line(from._tensors[i], from.Length, fromRow, head)[..bytes]
                    .CopyTo(Line(_tensors[i], Length, row, head));
            }
        }
    }

    private Span<byte> Line(byte[] tensor, int length, int row, int head) =>
        tensor.AsSpan((row * cache.Heads + head) * length * _token, length * _token);
}
