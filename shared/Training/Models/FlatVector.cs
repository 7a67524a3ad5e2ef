using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Platform.Training.Models;

/// <summary>
/// Numbers for every weight in one aligned block of native memory. The optimiser, clipping and checkpoints see one vector;
/// ONNX Runtime sees each weight as a view that is bound once and never copied.
/// </summary>
internal sealed unsafe class FlatVector : IDisposable
{
    private float* _block;

    public FlatVector(FlatLayout layout)
    {
        Layout = layout;
        var bytes = (nuint)layout.Count * sizeof(float);
        _block = (float*)NativeMemory.AlignedAlloc(bytes, FlatLayout.Line * sizeof(float));
        NativeMemory.Clear(_block, bytes);
    }

    public FlatLayout Layout { get; }

    /// <summary>The whole vector, including the gaps between weights, which are always 0.</summary>
    public Span<float> All => new(_block, Layout.Count);

    /// <summary>One weight's numbers.</summary>
    public Span<float> Of(int parameter) => All.Slice(Layout.Offsets[parameter], Layout.Parameters[parameter].Count);

    /// <summary>One weight as a tensor of the runtime; the vector must outlive it.</summary>
    public OrtValue View(int parameter)
    {
        var shape = Layout.Parameters[parameter];
        return OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance,
            TensorElementType.Float,
            shape.Shape,
            (nint)(_block + Layout.Offsets[parameter]),
            (long)shape.Count * sizeof(float)
        );
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_block);
        _block = null;
    }
}
