using System.Globalization;

namespace Platform.Inference;

/// <summary>Memory of this machine, or of the container that limits it.</summary>
public static class MachineMemory
{
    private const string Linux = "/proc/meminfo";
    private const string Field = "MemAvailable:";

    /// <summary>All of it, in bytes.</summary>
    public static long Total => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>What can be used without swapping, in bytes.</summary>
    public static long Available => Math.Min(Total, Free() ?? Total);

    private static long? Free()
    {
        if (!File.Exists(Linux))
        {
            return null;
        }

        foreach (var line in File.ReadLines(Linux))
        {
            if (line.StartsWith(Field, StringComparison.Ordinal))
            {
                return 1024 * long.Parse(line[Field.Length..].Replace("kB", ""), CultureInfo.InvariantCulture);
            }
        }

        return null;
    }
}
