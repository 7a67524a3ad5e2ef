using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Platform.Contracts;

namespace Platform.Inference.Generation;

/// <summary>
/// The KV cache of some rows: tensors [rows, heads, length, head size], which the runtime reads and writes in place. A row's
/// tokens are at the end of its length, or at the beginning where the decoder writes in place.
/// </summary>
/// <param name="cache">Its shape.</param>
/// <param name="type">float32, float16 or bfloat16.</param>
/// <param name="onGpu">Whether it is in the GPU's memory, where <see cref="Take"/> cannot be used.</param>
internal sealed class KeyValueBlock(KeyValueCache cache, TensorElementType type, bool onGpu = false) : IDisposable
{
    private readonly CacheMemory?[] _tensors = new CacheMemory?[2 * cache.Layers];
    private readonly int _token = cache.HeadSize * (type == TensorElementType.Float ? 4 : 2);

    public int Rows { get; private set; }

    /// <summary>Changes whenever <see cref="Tensor"/> would give other tensors.</summary>
    public int Version { get; private set; }

    public int Length { get; private set; }

    /// <summary>Rows that the memory has room for.</summary>
    public int Room => Length == 0 ? 0 : (int)(Size / (cache.Heads * Pitch));

    /// <summary>Bytes of a tensor's memory.</summary>
    private long Size => _tensors[0]?.Size ?? 0;

    /// <summary>Bytes of a head of a row.</summary>
    private long Pitch => (long)Length * _token;

    /// <summary>Resizes the tensors, with room to grow; their contents are undefined afterwards.</summary>
    public void Shape(int rows, int length) => Allocate(rows, length, length + length / 4 + 32);

    /// <summary>Resizes the tensors to exactly this size; their contents are undefined afterwards.</summary>
    public void Reserve(int rows, int length) => Allocate(rows, length, length);

    /// <summary>Changes the number of rows within <see cref="Room"/>; the rows that remain keep their contents.</summary>
    public void Show(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Room);
        if (Rows != rows)
        {
            Rows = rows;
            Version++;
        }
    }

    private void Allocate(int rows, int length, int room)
    {
        (Rows, Length) = (rows, length);
        Version++;
        var bytes = rows * cache.Heads * Pitch;
        if (bytes > Array.MaxLength && !onGpu)
        {
            throw new InvalidDataException(
                $"the key-value cache of {rows} rows of {length} tokens is too large: {bytes} bytes a tensor; make the batch smaller."
            );
        }

        if (Size >= bytes && Size > 0)
        {
            return;
        }

        // A tensor without tokens needs an address, too.
        var size = Math.Max(1, (long)rows * cache.Heads * room * _token);
        for (var i = 0; i < _tensors.Length; i++)
        {
            _tensors[i]?.Dispose();
            _tensors[i] = onGpu ? new CudaMemory(size) : new PinnedMemory((int)Math.Min(Array.MaxLength, size));
        }
    }

    /// <summary>A tensor as the runtime sees it; the caller disposes it before the next <see cref="Shape"/>.</summary>
    public OrtValue Tensor(int index) =>
        OrtValue.CreateTensorValueWithData(
            _tensors[index]!.Owner,
            type,
            [Rows, cache.Heads, Length, cache.HeadSize],
            _tensors[index]!.Address,
            Rows * cache.Heads * Pitch
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
                var target = Line(i, row, head);
                target[..^bytes].Clear();
                from.Line(i, fromRow, head)[^bytes..].CopyTo(target[^bytes..]);
            }
        }
    }

    /// <summary>
    /// Copies the first <paramref name="tokens"/> tokens of a row of a block, this one or another, to the beginning of a row here.
    /// </summary>
    public void Put(int row, KeyValueBlock from, int fromRow, int tokens)
    {
        for (var i = 0; i < _tensors.Length; i++)
        {
            _tensors[i]!.Copy(
                row * cache.Heads * Pitch,
                Pitch,
                from._tensors[i]!,
                fromRow * cache.Heads * from.Pitch,
                from.Pitch,
                tokens * _token,
                cache.Heads
            );
        }
    }

    public void Dispose()
    {
        foreach (var tensor in _tensors)
        {
            tensor?.Dispose();
        }
    }

    private Span<byte> Line(int tensor, int row, int head) =>
        ((PinnedMemory)_tensors[tensor]!).Bytes.Slice((int)((row * cache.Heads + head) * Pitch), (int)Pitch);
}
