using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Platform.Inference;

/// <summary>
/// ONNX Runtime's CUDA provider: whether this build has it, and whether it loads here. Checked once per process.
/// </summary>
internal static partial class Cuda
{
    private const int ComputeCapabilityMajor = 75;
    private const int Ampere = 8;

    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>Why CUDA cannot be used; null if it can.</summary>
    public static string? Reason => Found.Value;

    /// <summary>Whether the first GPU has bfloat16 (compute capability 8.0 and later).</summary>
    public static bool HasBFloat16 =>
        Reason is null
        && GetDevice(out var device, 0) == 0
        && GetAttribute(out var major, ComputeCapabilityMajor, device) == 0
        && major >= Ampere;

    private static string? Find()
    {
        if (!OrtEnv.Instance().GetAvailableProviders().Contains("CUDAExecutionProvider"))
        {
            return "this build has ONNX Runtime for the CPU only";
        }

        if (!NativeLibrary.TryLoad("libcuda.so.1", out _))
        {
            return "there is no NVIDIA driver (libcuda.so.1)";
        }

        if (Initialize(0) != 0 || DeviceCount(out var devices) != 0 || devices == 0)
        {
            return "the NVIDIA driver reports no device";
        }

        try
        {
            // Loads the provider and with it CUDA's and cuDNN's libraries.
            using var options = new SessionOptions();
            options.AppendExecutionProvider_CUDA();
            return null;
        }
        catch (OnnxRuntimeException e)
        {
            return e.Message;
        }
    }

    [LibraryImport("libcuda.so.1", EntryPoint = "cuInit")]
    private static partial int Initialize(uint flags);

    [LibraryImport("libcuda.so.1", EntryPoint = "cuDeviceGetCount")]
    private static partial int DeviceCount(out int count);

    [LibraryImport("libcuda.so.1", EntryPoint = "cuDeviceGet")]
    internal static partial int GetDevice(out int device, int ordinal);

    [LibraryImport("libcuda.so.1", EntryPoint = "cuDeviceGetAttribute")]
    private static partial int GetAttribute(out int value, int attribute, int device);
}
