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
    ) => Write(path, [.. tensors.Select(t => new TensorSource(t.Name, t.Value.dtype, t.Value.shape, () => t.Value))]);

    /// <summary>Writes tensors in their order, of which only one is in memory at a time, and flushes them to the disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors.</param>
    /// <param name="framework">As <see cref="SafetensorsHeader.Write"/>.</param>
    /// <returns>Where each tensor starts in the file.</returns>
    public static IReadOnlyDictionary<string, long> Write(
        string path,
        IReadOnlyList<TensorSource> tensors,
        string? framework = null
    )
    {
        using var file = new FileStream(path, FileMode.Create);
        var places = SafetensorsHeader.Write(file, tensors.Select(t => (t.Name, Name(t.Type), t.Shape)), framework);
        foreach (var tensor in tensors)
        {
            using var scope = NewDisposeScope();
            tensor.Read().detach().cpu().contiguous().WriteBytesToStream(file, Buffer);
        }
        file.Flush(flushToDisk: true);
        return places;
    }

    /// <summary>Reads a tensor to the CPU.</summary>
    /// <exception cref="InvalidDataException">Its type is not one that networks have.</exception>
    public static Tensor Read(StoredTensor stored)
    {
        var value = empty([.. stored.Shape], Type(stored));
        using var file = File.OpenRead(stored.File);
        file.Position = stored.Offset;
        value.ReadBytesFromStream(file, Buffer);
        return value;
    }

    /// <summary>The type of a tensor.</summary>
    /// <exception cref="InvalidDataException">It is not one that networks have.</exception>
    public static ScalarType Type(StoredTensor stored) =>
        stored.Type switch
        {
            "F64" => ScalarType.Float64,
            "F32" => ScalarType.Float32,
            "F16" => ScalarType.Float16,
            "BF16" => ScalarType.BFloat16,
            _ => throw new InvalidDataException(
                $"{stored.File}: {stored.Name} is of type {stored.Type}, not a real number."
            ),
        };

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

/// <summary>A tensor that is read when it is written to a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its numbers.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Read">Gives the tensor, which the current scope of libtorch disposes.</param>
internal sealed record TensorSource(string Name, ScalarType Type, IReadOnlyList<long> Shape, Func<Tensor> Read);
