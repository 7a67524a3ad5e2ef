using System.Runtime.InteropServices;

namespace Platform.Training.Graphs;

/// <summary>
/// A computation under construction: nodes in order of creation, and the tape, which records for every operation how its
/// gradient is computed, again as nodes of this graph. Nodes that no output needs are left out when the graph is written.
/// </summary>
/// <param name="real">Type of real numbers: float to run, double to check gradients.</param>
internal sealed partial class Graph(ElementType real = ElementType.Float)
{
    private readonly List<Node> _nodes = [];
    private readonly List<Tape> _tape = [];
    private readonly List<Tensor> _inputs = [];
    private readonly List<Tensor> _outputs = [];
    private readonly List<Constant> _constants = [];
    private readonly Dictionary<string, (Tensor Input, int Axis)> _symbols = [];
    private readonly Dictionary<double, Tensor> _scalars = [];
    private int _composites;

    /// <summary>From the outputs' gradients (null: none) to the inputs' (null: none, or not differentiable).</summary>
    private delegate IReadOnlyList<Tensor?> Back(IReadOnlyList<Tensor?> outputs);

    private sealed record Tape(IReadOnlyList<Tensor> Inputs, IReadOnlyList<Tensor> Outputs, Back Back);

    public ElementType Real => real;
    public IReadOnlyList<Tensor> Inputs => _inputs;
    public IReadOnlyList<Tensor> Outputs => _outputs;
    public IReadOnlyList<Constant> Constants => _constants;

    /// <summary>A value that is supplied when the graph runs; symbols of its shape can be used in later shapes.</summary>
    public Tensor Input(string name, ElementType type, params Dim[] shape)
    {
        var input = new Tensor(this, name, type, shape);
        _inputs.Add(input);
        for (var axis = 0; axis < shape.Length; axis++)
            if (shape[axis].Symbol is { } symbol)
                _symbols.TryAdd(symbol, (input, axis));
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
    public Tensor Numbers(ReadOnlySpan<float> values, params Dim[] shape)
    {
        if (real == ElementType.Float)
            return Add(real, MemoryMarshal.AsBytes(values).ToArray(), shape);
        var doubles = new double[values.Length];
        for (var i = 0; i < doubles.Length; i++)
            doubles[i] = values[i];
        return Add(real, MemoryMarshal.AsBytes<double>(doubles).ToArray(), shape);
    }

    /// <summary>Integers that are part of the graph.</summary>
    public Tensor Integers(ReadOnlySpan<long> values, params Dim[] shape) =>
        Add(ElementType.Int64, MemoryMarshal.AsBytes(values).ToArray(), shape);

    /// <summary>A list of integers that is part of the graph.</summary>
    public Tensor List(params long[] values) => Integers(values, values.Length);

    /// <summary>A number that is part of the graph.</summary>
    public Tensor Scalar(double value)
    {
        if (!_scalars.TryGetValue(value, out var scalar))
            _scalars[value] = scalar = Add(
                real,
                real == ElementType.Float ? BitConverter.GetBytes((float)value) : BitConverter.GetBytes(value),
                []
            );
        return scalar;
    }

    /// <summary>Real numbers (float) in a file beside the graph.</summary>
    public Tensor External(string name, string file, long offset, params Dim[] shape)
    {
        var tensor = new Tensor(this, name, ElementType.Float, shape);
        _constants.Add(new Constant(tensor, [], (file, offset, tensor.Sizes.Aggregate(4L, (a, b) => a * b))));
        return tensor;
    }

    private Tensor Add(ElementType type, byte[] bytes, Dim[] shape)
    {
        var tensor = New(type, shape);
        _constants.Add(new Constant(tensor, bytes));
        return tensor;
    }

    /// <summary>
    /// A composite with its own gradient: the operations of <paramref name="body"/> compute the value, and only
    /// <paramref name="back"/> defines how the gradient goes back from the outputs to <paramref name="inputs"/>.
    /// </summary>
    public Tensor Composite(IReadOnlyList<Tensor> inputs, Func<Tensor> body, Func<Tensor, IReadOnlyList<Tensor?>> back)
    {
        _composites++;
        var output = body();
        _composites--;
        if (_composites == 0)
            _tape.Add(new Tape(inputs, [output], dys => back(dys[0]!)));
        return output;
    }

    /// <summary>
    /// Reverse pass: d(loss)/d(x) for each of <paramref name="wrt"/>, as further nodes of this graph. The chain rule runs
    /// over the tape from its end: dx_i = sum over the operations that use x_i of their back rule.
    /// </summary>
    /// <exception cref="InvalidOperationException">The loss is not a scalar, or does not depend on one of them.</exception>
    public IReadOnlyList<Tensor> Gradients(Tensor loss, IReadOnlyList<Tensor> wrt)
    {
        if (loss.Rank != 0)
            throw new InvalidOperationException($"a gradient starts from a scalar, not from {loss}");
        var needed = new HashSet<Tensor>(wrt);
        var path = new List<Tape>();
        foreach (var entry in _tape.Where(t => t.Inputs.Any(needed.Contains)))
        {
            needed.UnionWith(entry.Outputs);
            path.Add(entry);
        }
        var gradients = new Dictionary<Tensor, Tensor> { [loss] = Scalar(1) };
        foreach (var entry in Enumerable.Reverse(path))
        {
            var outputs = entry.Outputs.Select(o => gradients.GetValueOrDefault(o)).ToList();
            if (outputs.TrueForAll(o => o is null))
                continue;
            var inputs = entry.Back(outputs);
            for (var i = 0; i < inputs.Count; i++)
                if (inputs[i] is { } gradient && needed.Contains(entry.Inputs[i]))
                    gradients[entry.Inputs[i]] = gradients.TryGetValue(entry.Inputs[i], out var sum)
                        ? sum + gradient
                        : gradient;
        }
        return
        [
            .. wrt.Select(x =>
                gradients.GetValueOrDefault(x) ?? throw new InvalidOperationException($"{loss} does not depend on {x}")
            ),
        ];
    }

    /// <summary>Nodes that the outputs need, in order.</summary>
    public IReadOnlyList<Node> Needed()
    {
        var needed = new HashSet<Tensor>(_outputs);
        var kept = new List<Node>();
        foreach (var node in Enumerable.Reverse(_nodes))
            if (node.Outputs.Any(needed.Contains))
            {
                kept.Add(node);
                needed.UnionWith(node.Inputs);
            }
        kept.Reverse();
        return kept;
    }

    private Tensor New(ElementType type, IReadOnlyList<Dim> shape) =>
        new(this, $"t{_nodes.Count + _constants.Count}", type, shape);

    /// <summary>One operation with one output. Without <paramref name="back"/> it is not differentiable.</summary>
    private Tensor Op(
        string name,
        IReadOnlyList<Dim> shape,
        IReadOnlyList<Tensor> inputs,
        Func<Tensor, IReadOnlyList<Tensor?>>? back = null,
        ElementType? type = null,
        string domain = "",
        params (string, object)[] attributes
    )
    {
        var output = New(type ?? real, shape);
        _nodes.Add(new Node(name, domain, inputs, [output], attributes));
        if (_composites == 0 && back is not null)
            _tape.Add(new Tape(inputs, [output], dys => back(dys[0]!)));
        return output;
    }

    /// <summary>One operation with several outputs, part of a composite.</summary>
    private Tensor[] Ops(
        string name,
        IReadOnlyList<IReadOnlyList<Dim>> shapes,
        IReadOnlyList<Tensor> inputs,
        Back? back = null,
        params (string, object)[] attributes
    )
    {
        var outputs = shapes
            .Select((s, i) => new Tensor(this, $"t{_nodes.Count + _constants.Count}.{i}", real, s))
            .ToArray();
        _nodes.Add(new Node(name, "", inputs, outputs, attributes));
        if (_composites == 0 && back is not null)
            _tape.Add(new Tape(inputs, outputs, back));
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
