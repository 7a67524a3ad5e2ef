using System.Runtime.InteropServices;

namespace Platform.Networks.Graphs;

/// <summary>
/// A computation under construction: nodes in order of creation. Nodes that no output needs are left out when the graph is
/// written.
/// </summary>
/// <param name="real">Type of real numbers; float32, or one of 16 bits.</param>
internal sealed partial class Graph(ElementType real = ElementType.Float)
{
    private readonly List<Node> _nodes = [];
    private readonly List<Tensor> _inputs = [];
    private readonly List<Tensor> _outputs = [];
    private readonly List<Constant> _constants = [];
    private readonly Dictionary<string, (Tensor Input, int Axis)> _symbols = [];
    private readonly Dictionary<double, Tensor> _scalars = [];

    public IReadOnlyList<Tensor> Inputs => _inputs;
    public IReadOnlyList<Tensor> Outputs => _outputs;
    public IReadOnlyList<Constant> Constants => _constants;

    /// <summary>A value that is supplied when the graph runs; symbols of its shape can be used in later shapes.</summary>
    public Tensor Input(string name, ElementType type, params Dim[] shape)
    {
        var input = new Tensor(this, name, type, shape);
        _inputs.Add(input);
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (shape[axis].Symbol is { } symbol)
            {
                _symbols.TryAdd(symbol, (input, axis));
            }
        }

        return input;
    }

    /// <summary>An input of real numbers.</summary>
    public Tensor Input(string name, params Dim[] shape) => Input(name, real, shape);

    /// <summary>Makes <paramref name="tensor"/> an output under <paramref name="name"/>.</summary>
    public void Output(string name, Tensor tensor)
    {
        var output = new Tensor(this, name, tensor.Type, tensor.Shape);
        _nodes.Add(new Node("Identity", "", [tensor], [output], []));
        _outputs.Add(output);
    }

    /// <summary>Real numbers that are part of the graph.</summary>
    public Tensor Numbers(ReadOnlySpan<float> values, params Dim[] shape) =>
        Add(real, RealNumbers.Bytes(values, real), shape);

    /// <summary>Integers that are part of the graph.</summary>
    public Tensor Integers(ReadOnlySpan<long> values, params Dim[] shape) =>
        Add(ElementType.Int64, MemoryMarshal.AsBytes(values).ToArray(), shape);

    /// <summary>A list of integers that is part of the graph.</summary>
    public Tensor List(params long[] values) => Integers(values, values.Length);

    /// <summary>A number that is part of the graph.</summary>
    public Tensor Scalar(double value)
    {
        if (!_scalars.TryGetValue(value, out var scalar))
        {
            _scalars[value] = scalar = Numbers([(float)value]);
        }

        return scalar;
    }

    /// <summary>Numbers of float32 in a file beside the graph.</summary>
    public Tensor External(string name, string file, long offset, params Dim[] shape) =>
        External(name, ElementType.Float, file, offset, shape);

    /// <summary>Numbers in a file beside the graph.</summary>
    public Tensor External(string name, ElementType type, string file, long offset, params Dim[] shape)
    {
        var tensor = new Tensor(this, name, type, shape);
        var size = type == ElementType.Float ? 4L : 2;
        _constants.Add(new Constant(tensor, [], (file, offset, tensor.Sizes.Aggregate(size, (a, b) => a * b))));
        return tensor;
    }

    /// <summary>Nodes that the outputs need, in order.</summary>
    public IReadOnlyList<Node> Needed()
    {
        var needed = new HashSet<Tensor>(_outputs);
        var kept = new List<Node>();
        foreach (var node in Enumerable.Reverse(_nodes))
        {
            if (node.Outputs.Any(needed.Contains))
            {
                kept.Add(node);
                needed.UnionWith(node.Inputs);
            }
        }

        kept.Reverse();
        return kept;
    }

    private Tensor Add(ElementType type, byte[] bytes, Dim[] shape)
    {
        var tensor = New(type, shape);
        _constants.Add(new Constant(tensor, bytes));
        return tensor;
    }

    private Tensor New(ElementType type, IReadOnlyList<Dim> shape) =>
        new(this, $"t{_nodes.Count + _constants.Count}", type, shape);

    /// <summary>One operation with one output.</summary>
    private Tensor Op(
        string name,
        IReadOnlyList<Dim> shape,
        IReadOnlyList<Tensor> inputs,
        ElementType? type = null,
        string domain = "",
        params (string, object)[] attributes
    )
    {
        var output = New(type ?? real, shape);
        _nodes.Add(new Node(name, domain, inputs, [output], attributes));
        return output;
    }

    /// <summary>One operation with several outputs of real numbers.</summary>
    private Tensor[] Ops(
        string name,
        IReadOnlyList<IReadOnlyList<Dim>> shapes,
        IReadOnlyList<Tensor> inputs,
        string domain = "",
        params (string, object)[] attributes
    )
    {
        var outputs = shapes
            .Select((s, i) => new Tensor(this, $"t{_nodes.Count + _constants.Count}.{i}", real, s))
            .ToArray();
        _nodes.Add(new Node(name, domain, inputs, outputs, attributes));
        return outputs;
    }
}

/// <summary>One ONNX node.</summary>
/// <param name="Operator">ONNX operator.</param>
/// <param name="Domain">Its domain; empty: ONNX's own.</param>
/// <param name="Attributes">Long, float, long[] or string, by name.</param>
internal sealed record Node(
    string Operator,
    string Domain,
    IReadOnlyList<Tensor> Inputs,
    IReadOnlyList<Tensor> Outputs,
    IReadOnlyList<(string Name, object Value)> Attributes
);

/// <summary>A tensor whose numbers are part of the graph.</summary>
/// <param name="Bytes">Little endian, row-major; empty if the numbers are in a file.</param>
/// <param name="External">File beside the graph, offset and length in bytes; null: in the graph.</param>
internal sealed record Constant(Tensor Tensor, byte[] Bytes, (string File, long Offset, long Length)? External = null);
