using System.Globalization;

namespace Platform.Benchmarks;

/// <summary>The peak resident memory of this process, as counted by Linux.</summary>
internal static class PeakMemory
{
    /// <summary>Resets the peak; returns the memory that is resident now, in megabytes.</summary>
    public static double Reset()
    {
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", "5");
        return Megabytes();
    }

    public static double Megabytes() => Megabytes(Environment.ProcessId);

    /// <summary>The peak of another process.</summary>
    public static double Megabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status")
            .First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line[6..^2], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
