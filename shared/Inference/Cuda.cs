using Microsoft.ML.OnnxRuntime;

namespace Platform.Inference;

/// <summary>
/// ONNX Runtime's CUDA provider as a library of its own, registered once a process: the runtime itself may be built without
/// CUDA, which is how it comes from npm.
/// </summary>
internal static class Cuda
{
    private const string Library = "libonnxruntime_providers_cuda.so";

    private static readonly Lazy<(OrtEpDevice? Device, string Reason)> Found = new(Find);

    /// <summary>The first CUDA device; null where there is none.</summary>
    public static OrtEpDevice? Device => Found.Value.Device;

    /// <summary>Why there is no device.</summary>
    public static string Reason => Found.Value.Reason;

    private static (OrtEpDevice?, string) Find()
    {
        string[] folders = ["", Path.Combine("runtimes", "linux-x64", "native")];
        var library = folders
            .Select(f => Path.Combine(AppContext.BaseDirectory, f, Library))
            .FirstOrDefault(File.Exists);
        if (library is null)
            return (null, $"{Library} is not beside the program.");
        try
        {
            var runtime = OrtEnv.Instance();
            runtime.RegisterExecutionProviderLibrary("CUDA", library);
            var device = runtime.GetEpDevices().FirstOrDefault(d => d.EpName == "CUDAExecutionProvider");
            return device is null ? (null, "the provider finds no CUDA device.") : (device, "");
        }
        catch (OnnxRuntimeException e)
        {
            return (null, e.Message);
        }
    }
}
