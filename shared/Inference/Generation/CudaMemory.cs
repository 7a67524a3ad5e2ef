using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Platform.Inference.Generation;

/// <summary>
/// Memory of the first GPU, so that a decoder on CUDA neither receives nor returns its KV cache over PCIe. It is allocated in
/// the context that CUDA's runtime, and with it ONNX Runtime, uses.
/// </summary>
internal sealed partial class CudaMemory : CacheMemory
{
    private const string Driver = "libcuda.so.1";
    private const int DeviceMemory = 2;
    private const int OutOfMemory = 2;

    private static readonly Lazy<nint> Context = new(Retain);
    private static readonly Lazy<OrtMemoryInfo> Gpu = new(() =>
        new OrtMemoryInfo("Cuda", OrtAllocatorType.DeviceAllocator, 0, OrtMemType.Default)
    );

    private readonly ulong _address;
    private bool _disposed;

    /// <exception cref="InvalidDataException">The GPU has too little memory left.</exception>
    public CudaMemory(long size)
    {
        Enter();
        var code = Allocate(out _address, (nuint)size);
        if (code == OutOfMemory)
        {
            // Caches that nobody uses any more are freed by their finalizers.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            code = Allocate(out _address, (nuint)size);
        }

        if (code != 0)
        {
            _disposed = true;
            throw new InvalidDataException(
                $"the GPU has no {size} bytes left for a tensor of the key-value cache (CUDA error {code}); make the batch smaller."
            );
        }

        Size = size;
        GC.AddMemoryPressure(size);
    }

    ~CudaMemory() => Free();

    public override long Size { get; }

    public override nint Address => (nint)_address;

    public override OrtMemoryInfo Owner => Gpu.Value;

    /// <summary>Waits for copies; the runtime's own stream would not.</summary>
    public static void Wait()
    {
        Enter();
        Check(Synchronize());
    }

    public override void Copy(long to, long pitch, CacheMemory from, long start, long fromPitch, long width, int lines)
    {
        if (width == 0)
        {
            return;
        }

        Enter();
        var copy = new Copy2D
        {
            SourceType = DeviceMemory,
            SourceDevice = ((CudaMemory)from)._address + (ulong)start,
            SourcePitch = (nuint)fromPitch,
            TargetType = DeviceMemory,
            TargetDevice = _address + (ulong)to,
            TargetPitch = (nuint)pitch,
            Width = (nuint)width,
            Height = (nuint)lines,
        };
        // The variant for pitches that the driver did not choose.
        Check(CopyUnaligned(copy));
    }

    public override void Dispose()
    {
        Free();
        base.Dispose();
    }

    private void Free()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Enter();
        _ = Release(_address);
        GC.RemoveMemoryPressure(Size);
    }

    /// <summary>Contexts are current per thread.</summary>
    private static void Enter() => Check(SetCurrent(Context.Value));

    private static nint Retain()
    {
        Check(Cuda.GetDevice(out var device, 0));
        Check(RetainPrimary(out var context, device));
        return context;
    }

    private static void Check(int code)
    {
        if (code != 0)
        {
            throw new InvalidDataException($"the GPU's driver reports CUDA error {code}.");
        }
    }

    [LibraryImport(Driver, EntryPoint = "cuDevicePrimaryCtxRetain")]
    private static partial int RetainPrimary(out nint context, int device);

    [LibraryImport(Driver, EntryPoint = "cuCtxSetCurrent")]
    private static partial int SetCurrent(nint context);

    [LibraryImport(Driver, EntryPoint = "cuCtxSynchronize")]
    private static partial int Synchronize();

    [LibraryImport(Driver, EntryPoint = "cuMemAlloc_v2")]
    private static partial int Allocate(out ulong address, nuint size);

    [LibraryImport(Driver, EntryPoint = "cuMemFree_v2")]
    private static partial int Release(ulong address);

    [LibraryImport(Driver, EntryPoint = "cuMemcpy2DUnaligned_v2")]
    private static partial int CopyUnaligned(in Copy2D copy);

    /// <summary>The driver's <c>CUDA_MEMCPY2D</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Copy2D
    {
        public nuint SourceX;
        public nuint SourceY;
        public int SourceType;
        public nint SourceHost;
        public ulong SourceDevice;
        public nint SourceArray;
        public nuint SourcePitch;
        public nuint TargetX;
        public nuint TargetY;
        public int TargetType;
        public nint TargetHost;
        public ulong TargetDevice;
        public nint TargetArray;
        public nuint TargetPitch;
        public nuint Width;
        public nuint Height;
    }
}
