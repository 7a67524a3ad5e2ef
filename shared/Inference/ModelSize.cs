using System.Globalization;
using System.Text.Json;

namespace Platform.Inference;

/// <summary>Memory that a model's weights need when they are loaded.</summary>
public static class ModelSize
{
    private const int Single = 4;

    /// <summary>
    /// Bytes of the weights in the type that is computed with: all numbers of safetensors files, and the size of other files
    /// beside the graph that hold weights.
    /// </summary>
    /// <param name="graph">Path of the graph.</param>
    /// <param name="numberBytes">Bytes of a number.</param>
    public static long Of(string graph, int numberBytes = Single)
    {
        var directory = Path.GetDirectoryName(Path.GetFullPath(graph))!;
        var files = InPlaceWeights.Find(directory) is { } weights
            ? weights.Paths.Where(File.Exists)
            : Directory.EnumerateFiles(directory).Where(f => !Path.GetFileName(f).StartsWith("adapter_"));
        var bytes = new FileInfo(graph).Length;
        foreach (var file in files)
        {
            bytes += Path.GetExtension(file) switch
            {
                ".safetensors" => Numbers(file) * numberBytes,
                ".data" or ".bin" => new FileInfo(file).Length,
                _ => 0,
            };
        }

        return bytes;
    }

    /// <summary>Null if a model fits into memory that is free; otherwise a sentence that says what it needs.</summary>
    /// <param name="graph">Path of the graph.</param>
    /// <param name="free">Free bytes.</param>
    /// <param name="where">Whose memory it is.</param>
    /// <param name="numberBytes">Bytes of a number that is computed with.</param>
    public static string? WhyNot(string graph, long free, string where, int numberBytes = Single) =>
        Of(graph, numberBytes) is var needed && needed <= free
            ? null
            : $"{graph} needs at least {Gigabytes(needed)} for its weights in {(numberBytes == Single ? "float32" : "16 bits")}, and {where} has {Gigabytes(free)} free: stop what "
                + "else uses it, lower the number of models that are kept loaded, or use a machine with more memory.";

    private static string Gigabytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.##} GB");

    private static long Numbers(string path)
    {
        using var file = File.OpenRead(path);
        var length = new byte[8];
        if (file.ReadAtLeast(length, 8, throwOnEndOfStream: false) < 8)
        {
            return 0;
        }

        var size = BitConverter.ToInt64(length);
        if (size < 0 || size > file.Length - 8)
        {
            return 0;
        }

        var header = new byte[size];
        file.ReadExactly(header);
        try
        {
            using var json = JsonDocument.Parse(header);
            return json
                .RootElement.EnumerateObject()
                .Where(t => t.Name != "__metadata__")
                .Sum(t => t.Value.GetProperty("shape").EnumerateArray().Aggregate(1L, (n, d) => n * d.GetInt64()));
        }
        catch (JsonException)
        {
            // The runtime says what is wrong with the file.
            return 0;
        }
    }
}
