using System.Runtime.InteropServices;

namespace Platform.Inference;

/// <summary>Memory of the first GPU, as NVIDIA's management library (part of the driver) reports it.</summary>
public static partial class GpuMemory
{
    private const string Library = "libnvidia-ml.so.1";

    /// <summary>Free and total bytes; null if there is no such GPU or the driver does not say.</summary>
    public static (long Free, long Total)? Read()
    {
        if (!NativeLibrary.TryLoad(Library, out _))
        {
            return null;
        }

        if (Initialize() != 0)
        {
            return null;
        }

        try
        {
            return Device(0, out var device) == 0 && Memory(device, out var memory) == 0
                ? ((long)memory.Free, (long)memory.Total)
                : null;
        }
        finally
        {
            _ = Shutdown();
        }
    }

    [LibraryImport(Library, EntryPoint = "nvmlInit_v2")]
    private static partial int Initialize();

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetHandleByIndex_v2")]
    private static partial int Device(uint index, out nint device);

    [LibraryImport(Library, EntryPoint = "nvmlDeviceGetMemoryInfo")]
    private static partial int Memory(nint device, out Amounts memory);

    [LibraryImport(Library, EntryPoint = "nvmlShutdown")]
    private static partial int Shutdown();

    [StructLayout(LayoutKind.Sequential)]
    private struct Amounts
    {
        public ulong Total;
        public ulong Free;
        public ulong Used;
    }
}
