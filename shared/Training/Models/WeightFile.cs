using System.Runtime.InteropServices;
using System.Text.Json;
using Platform.Training.Runs;

namespace Platform.Training.Models;

/// <summary>
/// Weights as <c>weights.safetensors</c>: 8 bytes with the length of a JSON header, which names each tensor's type, shape and
/// place, then the numbers. The ONNX graphs beside it point into the same bytes, so that nothing is stored twice, and the next
/// training reads them by name.
/// </summary>
public static class WeightFile
{
    public const string Name = "weights.safetensors";

    /// <summary>Writes the file; gives each weight's offset in it.</summary>
    public static IReadOnlyDictionary<string, long> Write(string directory, FlatVector weights)
    {
        var parameters = weights.Layout.Parameters;
        var header = new Dictionary<string, object>();
        var offset = 0L;
        foreach (var p in parameters)
            header[p.Name] = new
            {
                dtype = "F32",
                shape = p.Shape,
                data_offsets = new[] { offset, offset += 4L * p.Count },
            };
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        // Numbers begin at a multiple of 64, as the format's readers like.
        var padded = (((8 + json.Length) + 63) / 64 * 64) - 8;
        Array.Resize(ref json, padded);
        json.AsSpan().Replace((byte)0, (byte)' ');
        using var file = File.Create(Path.Combine(directory, Name));
        file.Write(BitConverter.GetBytes((long)padded));
        file.Write(json);
        var places = new Dictionary<string, long>();
        for (var i = 0; i < parameters.Count; i++)
        {
            places[parameters[i].Name] = file.Position;
            file.Write(MemoryMarshal.AsBytes(weights.Of(i)));
        }
        return places;
    }

    /// <summary>Fills every weight that the file has under the same name and shape; gives the names of those it has not.</summary>
    /// <exception cref="InvalidDataException">The file is missing or not of this format.</exception>
    public static IReadOnlyList<string> Read(string directory, FlatVector weights)
    {
        var path = Path.Combine(directory, Name);
        if (!File.Exists(path))
            throw new InvalidDataException($"{directory} holds no {Name}: only models trained here can be a base.");
        var bytes = File.ReadAllBytes(path);
        var start = 8 + (bytes.Length < 8 ? bytes.Length : (int)BitConverter.ToInt64(bytes));
        if (start < 8 || start > bytes.Length)
            throw new InvalidDataException($"{path} is cut off or no safetensors file.");
        using var header = JsonDocument.Parse(bytes.AsMemory(8, start - 8));
        var missing = new List<string>();
        for (var i = 0; i < weights.Layout.Parameters.Count; i++)
        {
            var shape = weights.Layout.Parameters[i];
            if (
                !header.RootElement.TryGetProperty(shape.Name, out var entry)
                || !entry.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64()).SequenceEqual(shape.Shape)
            )
            {
                missing.Add(shape.Name);
                continue;
            }
            var from = start + entry.GetProperty("data_offsets")[0].GetInt32();
            MemoryMarshal.Cast<byte, float>(bytes.AsSpan(from, 4 * shape.Count)).CopyTo(weights.Of(i));
        }
        return missing;
    }
}
