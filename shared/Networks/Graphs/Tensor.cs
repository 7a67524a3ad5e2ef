namespace Platform.Networks.Graphs;

/// <summary>A value of a graph, which has a name, a type and a shape, but no numbers yet.</summary>
internal sealed class Tensor(Graph graph, string name, ElementType type, IReadOnlyList<Dim> shape)
{
    public Graph Graph => graph;
    public string Name => name;
    public ElementType Type => type;
    public IReadOnlyList<Dim> Shape => shape;
    public int Rank => shape.Count;

    /// <summary>Shape as numbers; only if all of them are known.</summary>
    public long[] Sizes =>
        [.. shape.Select(d => d.IsKnown ? d.Size : throw new InvalidOperationException($"{this} has no fixed shape"))];

    public static Tensor operator +(Tensor a, Tensor b) => a.Graph.Add(a, b);

    public static Tensor operator -(Tensor a, Tensor b) => a.Graph.Subtract(a, b);

    public static Tensor operator *(Tensor a, Tensor b) => a.Graph.Multiply(a, b);

    public static Tensor operator /(Tensor a, Tensor b) => a.Graph.Divide(a, b);

    public static Tensor operator +(Tensor a, double b) => a + a.Graph.Scalar(b);

    public static Tensor operator *(Tensor a, double b) => a * a.Graph.Scalar(b);

    public static Tensor operator *(double a, Tensor b) => b.Graph.Scalar(a) * b;

    public override string ToString() => $"{name}[{string.Join(", ", shape)}]";
}

/// <summary>Element types, with ONNX's numbers.</summary>
internal enum ElementType
{
    Float = 1,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,
    BFloat16 = 16,
}
