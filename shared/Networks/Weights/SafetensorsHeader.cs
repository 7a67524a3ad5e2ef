using System.Text.Json;

namespace Platform.Networks.Weights;

/// <summary>Writes the header of a safetensors file.</summary>
public static class SafetensorsHeader
{
    /// <summary>
    /// Writes the header to an empty stream. The numbers follow in the same order without gaps: little endian, row-major.
    /// </summary>
    /// <param name="stream">The file.</param>
    /// <param name="tensors">Tensors in the order of their numbers.</param>
    /// <param name="framework">Whose layout the tensors have, as Hugging Face's libraries want it: <c>pt</c>; null: not said.</param>
    /// <returns>Where each tensor's numbers start in the stream, in bytes.</returns>
    public static IReadOnlyDictionary<string, long> Write(
        Stream stream,
        IEnumerable<(string Name, string Type, IReadOnlyList<long> Shape)> tensors,
        string? framework = null
    )
    {
        var header = new Dictionary<string, object>();
        if (framework is not null)
        {
            header["__metadata__"] = new { format = framework };
        }

        var places = new Dictionary<string, long>();
        var end = 0L;
        foreach (var (name, type, shape) in tensors)
        {
            places[name] = end;
            header[name] = new
            {
                dtype = type,
                shape,
                data_offsets = new[] { end, end += shape.Aggregate((long)StoredTensor.Size(type), (a, b) => a * b) },
            };
        }
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        // Numbers start at a multiple of 64, as readers of the format prefer.
        var padded = (((8 + json.Length) + 63) / 64 * 64) - 8;
        Array.Resize(ref json, padded);
        json.AsSpan().Replace((byte)0, (byte)' ');
        stream.Write(BitConverter.GetBytes((long)padded));
        stream.Write(json);
        return places.ToDictionary(p => p.Key, p => 8 + padded + p.Value);
    }
}
