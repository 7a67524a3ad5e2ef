using Platform.Contracts;

namespace Platform.Networks.Graphs;

/// <summary>The graphs of a model's directory: in float32, and in types of 16 bits for GPUs.</summary>
internal static class GraphFiles
{
    /// <summary>The graph in float32.</summary>
    public const string Single = "model.onnx";

    private static readonly (ElementType Element, HalfGraph Graph)[] Halves =
    [
        (ElementType.BFloat16, new(HalfGraph.BFloat16, "model.bfloat16.onnx")),
        (ElementType.Float16, new(HalfGraph.Float16, "model.float16.onnx")),
    ];

    /// <summary>
    /// Writes the graph in float32 and in float16. If the weights are bfloat16, whose numbers can be larger than those of
    /// float16, it is written in bfloat16, too.
    /// </summary>
    /// <param name="directory">The model's directory.</param>
    /// <param name="name">Shown to people who inspect the files.</param>
    /// <param name="bfloat16">Whether weights are bfloat16.</param>
    /// <param name="build">The graph that computes in a type.</param>
    public static void Write(string directory, string name, bool bfloat16, Func<ElementType, Graph> build)
    {
        WriteSingle(directory, name, build(ElementType.Float));
        foreach (var (element, graph) in Halves)
        {
            if (element == ElementType.Float16 || bfloat16)
            {
                File.WriteAllBytes(Path.Combine(directory, graph.Model), OnnxFile.Write(build(element), name));
            }
        }
    }

    /// <summary>Writes a graph in float32.</summary>
    public static void WriteSingle(string directory, string name, Graph graph) =>
        File.WriteAllBytes(Path.Combine(directory, Single), OnnxFile.Write(graph, name));

    /// <summary>The graphs of 16 bits that a directory holds, the preferred one first; null: none.</summary>
    public static IReadOnlyList<HalfGraph>? Half(string directory)
    {
        HalfGraph[] found =
        [
            .. Halves.Select(h => h.Graph).Where(graph => File.Exists(Path.Combine(directory, graph.Model))),
        ];
        return found.Length > 0 ? found : null;
    }
}
