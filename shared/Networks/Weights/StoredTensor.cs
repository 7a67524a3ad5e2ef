namespace Platform.Networks.Weights;

/// <summary>One tensor of a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its element type as the format writes it: <c>F32</c>, <c>F16</c>, <c>BF16</c>, ...</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="File">Path of the file.</param>
/// <param name="Offset">Where its numbers start in the file, in bytes.</param>
/// <param name="Bytes">Length of its numbers; little endian, row-major.</param>
public sealed record StoredTensor(
    string Name,
    string Type,
    IReadOnlyList<long> Shape,
    string File,
    long Offset,
    long Bytes
)
{
    /// <summary>Bytes of one number of a type; 0 if the type is not known here.</summary>
    public static int Size(string type) =>
        type switch
        {
            "F64" or "I64" => 8,
            "F32" or "I32" => 4,
            "F16" or "BF16" => 2,
            "I8" or "U8" or "BOOL" => 1,
            _ => 0,
        };
}
