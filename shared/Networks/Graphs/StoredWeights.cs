using Platform.Networks.Weights;

namespace Platform.Networks.Graphs;

/// <summary>Weights of a graph that are tensors of safetensors files beside it.</summary>
internal static class StoredWeights
{
    /// <summary>Weights by name, in the graph's type of real numbers.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing, or of a type that is not a real number.</exception>
    public static Func<string, Tensor> In(Graph graph, Safetensors tensors)
    {
        var weights = new Dictionary<string, Tensor>();
        return name =>
        {
            if (weights.TryGetValue(name, out var weight))
            {
                return weight;
            }

            var stored =
                tensors.FindWeight(name) ?? throw new InvalidDataException($"the checkpoint holds no tensor {name}.");
            var type = stored.Type switch
            {
                "F32" => ElementType.Float,
                "F16" => ElementType.Float16,
                "BF16" => ElementType.BFloat16,
                _ => throw new InvalidDataException($"{name} is of type {stored.Type}; F32, F16 and BF16 can be used."),
            };
            var constant = graph.External(
                stored.Name,
                type,
                Path.GetFileName(stored.File),
                stored.Offset,
                [.. stored.Shape.Select(size => (Dim)size)]
            );
            return weights[name] = graph.ToReal(constant);
        };
    }
}
