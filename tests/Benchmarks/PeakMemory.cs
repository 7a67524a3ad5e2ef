using System.Globalization;

namespace Platform.Benchmarks;

/// <summary>The most memory that this process has had resident, as Linux counts it.</summary>
internal static class PeakMemory
{
    /// <summary>Begins anew; gives what is resident now, in megabytes.</summary>
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
