using Platform.Contracts;

namespace Platform.Inference;

/// <summary>One of a model's graphs: what it computes with, and where it runs.</summary>
/// <param name="File">Path of the ONNX file.</param>
/// <param name="Type"><see cref="Single"/>, or the <see cref="HalfGraph.Type"/> of a graph of 16 bits.</param>
/// <param name="Provider">Where it is opened.</param>
/// <param name="Fallback">Why a graph that is preferred is not used; null: this is the preferred one.</param>
internal sealed record ModelGraph(string File, string Type, Provider Provider, string? Fallback = null)
{
    /// <summary>Type of the graph that every model has.</summary>
    public const string Single = "float32";

    /// <summary>Whether it computes in 16 bits.</summary>
    public bool IsHalf => Type != Single;

    /// <summary>Bytes of a weight that is loaded.</summary>
    public int NumberBytes => IsHalf ? 2 : 4;

    /// <summary>The graph in float32.</summary>
    public static ModelGraph Of(string directory, string? model, Provider provider) =>
        new(Path.Combine(directory, model ?? "model.onnx"), Single, provider);

    /// <summary>
    /// How far rounding to a type moves the probabilities of a golden example in float32 at most: bfloat16 has 8 bits of
    /// precision, float16 has 11.
    /// </summary>
    /// <param name="type">The type; null: float32.</param>
    public static double Tolerance(string? type) =>
        type switch
        {
            HalfGraph.BFloat16 => 0.05,
            HalfGraph.Float16 => 0.01,
            _ => 0,
        };

    /// <summary>
    /// Loads a model from the first of its graphs that can be used: on CUDA one of 16 bits, in which all operators have
    /// kernels and weights take half the memory, otherwise the one in float32.
    /// </summary>
    /// <param name="file">Path of the graph in float32.</param>
    /// <param name="half">Graphs of 16 bits beside it, the preferred one first.</param>
    /// <param name="provider">Where the model should run.</param>
    /// <param name="load">Opens a graph and runs the model's self-test.</param>
    /// <exception cref="UnavailableModelException">The smallest graph does not fit into the memory that is free.</exception>
    public static T Load<T>(string file, IReadOnlyList<HalfGraph>? half, Provider provider, Func<ModelGraph, T> load)
    {
        var single = new ModelGraph(file, Single, provider);
        if (provider == Provider.Cpu || Cuda.Reason is not null)
        {
            return load(single);
        }

        foreach (var graph in half ?? [])
        {
            if (graph.Type == HalfGraph.BFloat16 && !Cuda.HasBFloat16)
            {
                continue;
            }

            try
            {
                var path = Path.Combine(Path.GetDirectoryName(file) ?? "", graph.Model);
                return load(new(path, graph.Type, Provider.Cuda, single.Fallback));
            }
            catch (Exception e)
                when (e is InvalidDataException || (e is UnavailableModelException && provider == Provider.Auto))
            {
                single = single with { Fallback = e.Message };
            }
        }

        return load(single);
    }
}
