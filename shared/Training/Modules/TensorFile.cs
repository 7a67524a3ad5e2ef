using Platform.Networks.Weights;
using static TorchSharp.torch;

namespace Platform.Training.Modules;

/// <summary>Tensors of libtorch in safetensors files.</summary>
internal static class TensorFile
{
    private const int Buffer = 1 << 20;

    /// <summary>Writes tensors in their order and flushes them to the disk; returns where each starts in the file.</summary>
    public static IReadOnlyDictionary<string, long> Write(
        string path,
        IReadOnlyList<(string Name, Tensor Value)> tensors
    )
    {
        using var file = new FileStream(path, FileMode.Create);
        var places = SafetensorsHeader.Write(file, tensors.Select(t => (t.Name, Name(t.Value.dtype), Shape(t.Value))));
        foreach (var (_, value) in tensors)
        {
            using var scope = NewDisposeScope();
            value.detach().cpu().contiguous().WriteBytesToStream(file, Buffer);
        }
        file.Flush(flushToDisk: true);
        return places;
    }

    /// <summary>Reads a tensor to the CPU.</summary>
    /// <exception cref="InvalidDataException">Its type is not one that networks have.</exception>
    public static Tensor Read(StoredTensor stored)
    {
        var type = stored.Type switch
        {
            "F64" => ScalarType.Float64,
            "F32" => ScalarType.Float32,
            "F16" => ScalarType.Float16,
            "BF16" => ScalarType.BFloat16,
            _ => throw new InvalidDataException(
                $"{stored.File}: {stored.Name} is of type {stored.Type}, not a real number."
            ),
        };
        var value = empty([.. stored.Shape], type);
        using var file = File.OpenRead(stored.File);
        file.Position = stored.Offset;
        value.ReadBytesFromStream(file, Buffer);
        return value;
    }

    private static IReadOnlyList<long> Shape(Tensor value) => value.shape;

    private static string Name(ScalarType type) =>
        type switch
        {
            ScalarType.Float64 => "F64",
            ScalarType.Float32 => "F32",
            ScalarType.Float16 => "F16",
            ScalarType.BFloat16 => "BF16",
            _ => throw new ArgumentException($"{type} is not written here", nameof(type)),
        };
}
