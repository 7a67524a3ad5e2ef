namespace Platform.Networks.Graphs;

/// <summary>Where a model's weights are: a file beside the graph, and each weight's shape and offset in it.</summary>
internal sealed record WeightPlaces(
    string File,
    IReadOnlyList<ParameterShape> Parameters,
    IReadOnlyDictionary<string, long> Offsets
)
{
    /// <summary>Every weight as a constant, in the graph's type of real numbers.</summary>
    public Func<string, Tensor> In(Graph graph)
    {
        var weights = Parameters.ToDictionary(
            p => p.Name,
            p => graph.ToReal(graph.External(p.Name, File, Offsets[p.Name], [.. p.Shape.Select(size => (Dim)size)]))
        );
        return name => weights[name];
    }
}
