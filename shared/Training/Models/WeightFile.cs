using System.Runtime.InteropServices;
using System.Text.Json;

namespace Platform.Training.Models;

/// <summary>
/// Weights as <c>weights.safetensors</c>: 8 bytes with the length of a JSON header, which names each tensor's type, shape
/// and offset, then the numbers. The ONNX graphs beside it refer to the same bytes, so nothing is stored twice, and the next
/// training reads the weights by name.
/// </summary>
internal static class WeightFile
{
    public const string Name = "weights.safetensors";

    /// <summary>Writes the file and returns each weight's offset in it.</summary>
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
        // Numbers start at a multiple of 64, as readers of the format prefer.
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

    /// <summary>
    /// Fills every weight that the file has under the same name and shape; returns the names of the others.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is missing or not of this format.</exception>
    public static IReadOnlyList<string> Read(string directory, FlatVector weights)
    {
        var path = Path.Combine(directory, Name);
        if (!File.Exists(path))
            throw new InvalidDataException($"{directory} holds no {Name}: only models trained here can be a base.");
        var bytes = File.ReadAllBytes(path);
        var length = bytes.Length < 8 ? -1 : BitConverter.ToInt64(bytes);
        if (length < 0 || length > bytes.Length - 8)
            throw Unusable(path, "it is cut off or no safetensors file");
        var numbers = bytes.AsSpan(8 + (int)length);
        using var header = Header(path, bytes.AsMemory(8, (int)length));
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
            if (entry.GetProperty("dtype").GetString() is var type && type != "F32")
                throw Unusable(path, $"{shape.Name} is of type {type}, not F32");
            var from = entry.GetProperty("data_offsets")[0].GetInt64();
            if (from < 0 || from + (4L * shape.Count) > numbers.Length)
                throw Unusable(path, $"it ends before the numbers of {shape.Name} do");
            MemoryMarshal.Cast<byte, float>(numbers.Slice((int)from, 4 * shape.Count)).CopyTo(weights.Of(i));
        }
        return missing;
    }

    private static JsonDocument Header(string path, ReadOnlyMemory<byte> json)
    {
        try
        {
            var header = JsonDocument.Parse(json);
            if (header.RootElement.ValueKind == JsonValueKind.Object)
                return header;
        }
        catch (JsonException e)
        {
            throw Unusable(path, $"its header is no JSON: {e.Message}");
        }
        throw Unusable(path, "its header is no object");
    }

    private static InvalidDataException Unusable(string path, string why) =>
        new($"{path} cannot be read: {why}. Fetch the model again, or train without a base.");
}
