using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Platform.Inference;

/// <summary>Values of one integer input of a graph, int64 or int32, in memory that is pinned once and reused.</summary>
internal sealed class IntegerBuffer(TensorElementType type)
{
    private long[] _long = [];
    private int[] _int = [];

    /// <summary>Whether a graph's input of this type is supported.</summary>
    public static bool Feeds(TensorElementType type) => type is TensorElementType.Int64 or TensorElementType.Int32;

    /// <summary>Room for this many values; their contents are undefined.</summary>
    public Span<long> Take(int count)
    {
        if (_long.Length < count)
        {
            _long = GC.AllocateUninitializedArray<long>(count * 5 / 4, pinned: true);
        }

        return _long.AsSpan(0, count);
    }

    /// <summary>The written values as a tensor; the caller disposes it before the buffer is written again.</summary>
    public OrtValue Bind(params long[] shape)
    {
        var count = (int)shape.Aggregate(1L, (product, size) => product * size);
        return type == TensorElementType.Int64 ? Bind(_long, count, shape) : Bind(Narrow(count), count, shape);
    }

    private int[] Narrow(int count)
    {
        if (_int.Length < count)
        {
            _int = GC.AllocateUninitializedArray<int>(_long.Length, pinned: true);
        }

        for (var i = 0; i < count; i++)
        {
            _int[i] = (int)_long[i];
        }

        return _int;
    }

    private static OrtValue Bind<T>(T[] buffer, int count, long[] shape)
        where T : unmanaged =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, buffer.AsMemory(0, count), shape);
}
