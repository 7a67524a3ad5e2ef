namespace Platform.Contracts;

/// <summary>
/// A graph of a model's network that computes in 16 bits, with the same inputs and outputs; a language model's KV cache has
/// the graph's type. It is used on CUDA in place of the model's graph, which computes in float32.
/// </summary>
/// <param name="Type"><c>float16</c>, or <c>bfloat16</c>, which GPUs have from compute capability 8.0 on.</param>
/// <param name="Model">File name of the ONNX graph.</param>
public sealed record HalfGraph(string Type, string Model)
{
    /// <summary>Value of <see cref="Type"/>.</summary>
    public const string Float16 = "float16";

    /// <summary>Value of <see cref="Type"/>.</summary>
    public const string BFloat16 = "bfloat16";
}
