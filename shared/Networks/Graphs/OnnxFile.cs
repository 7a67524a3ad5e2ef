using System.Text;

namespace Platform.Networks.Graphs;

/// <summary>
/// Writes a graph as ONNX. The few messages of the format that are needed are encoded as protocol buffers by hand
/// (onnx.proto: ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto, ValueInfoProto).
/// </summary>
internal static class OnnxFile
{
    private const int IrVersion = 9;
    private const int OperatorSet = 18;

    /// <summary>The graph as an ONNX model.</summary>
    /// <param name="graph">Its outputs and what they need are written.</param>
    /// <param name="name">Shown to people who inspect the file.</param>
    public static byte[] Write(Graph graph, string name)
    {
        var nodes = graph.Needed();
        var used = nodes.SelectMany(n => n.Inputs).ToHashSet();
        var names = OutputNames(graph, nodes);
        var body = new Fields();
        foreach (var node in nodes.Where(n => n.Inputs.Count != 1 || Name(n.Inputs[0]) != n.Outputs[0].Name))
        {
            body.Message(1, Node(node, Name));
        }

        body.Text(2, name);
        foreach (var constant in graph.Constants.Where(c => used.Contains(c.Tensor)))
        {
            body.Message(5, Constant(constant));
        }

        foreach (var input in graph.Inputs)
        {
            body.Message(11, Value(input));
        }

        foreach (var output in graph.Outputs)
        {
            body.Message(12, Value(output));
        }

        return new Fields()
            .Number(1, IrVersion)
            .Text(2, "platform")
            .Message(7, body)
            .Message(8, new Fields().Text(1, "").Number(2, OperatorSet))
            .Message(8, new Fields().Text(1, "com.microsoft").Number(2, 1))
            .ToArray();

        string Name(Tensor tensor) => names.GetValueOrDefault(tensor, tensor.Name);
    }

    /// <summary>
    /// A node that computes an output uses the output's name, so that it writes there directly. If other nodes read the
    /// value too (a cache that is attended), the runtime would not remove the copy.
    /// </summary>
    private static Dictionary<Tensor, string> OutputNames(Graph graph, IReadOnlyList<Node> nodes)
    {
        var computed = nodes.SelectMany(n => n.Outputs).Except(graph.Outputs).ToHashSet();
        var names = new Dictionary<Tensor, string>();
        foreach (var node in nodes.Where(n => n.Operator == "Identity" && graph.Outputs.Contains(n.Outputs[0])))
        {
            if (computed.Contains(node.Inputs[0]))
            {
                names.TryAdd(node.Inputs[0], node.Outputs[0].Name);
            }
        }

        return names;
    }

    private static Fields Node(Node node, Func<Tensor, string> nameOf)
    {
        var message = new Fields();
        foreach (var input in node.Inputs)
        {
            message.Text(1, nameOf(input));
        }

        foreach (var output in node.Outputs)
        {
            message.Text(2, nameOf(output));
        }

        message.Text(4, node.Operator);
        foreach (var (name, value) in node.Attributes)
        {
            message.Message(5, Attribute(name, value));
        }

        return message.Text(7, node.Domain);
    }

    private static Fields Attribute(string name, object value)
    {
        var message = new Fields().Text(1, name);
        switch (value)
        {
            case float number:
                return message.Float(2, number).Number(20, 1);
            case long number:
                return message.Number(3, number).Number(20, 2);
            case string text:
                return message.Text(4, text).Number(20, 3);
            case long[] numbers:
                foreach (var number in numbers)
                {
                    message.Number(8, number);
                }

                return message.Number(20, 7);
            default:
                throw new ArgumentException(
                    $"attribute {name}: {value.GetType().Name} is not known here",
                    nameof(value)
                );
        }
    }

    private static Fields Constant(Constant constant)
    {
        var message = new Fields();
        foreach (var size in constant.Tensor.Sizes)
        {
            message.Number(1, size);
        }

        message.Number(2, (long)constant.Tensor.Type).Text(8, constant.Tensor.Name);
        if (constant.External is not { } external)
        {
            return message.Bytes(9, constant.Bytes);
        }

        foreach (
            var (key, value) in new[]
            {
                ("location", external.File),
                ("offset", external.Offset.ToString()),
                ("length", external.Length.ToString()),
            }
        )
        {
            message.Message(13, new Fields().Text(1, key).Text(2, value));
        }

        return message.Number(14, 1);
    }

    private static Fields Value(Tensor tensor)
    {
        var shape = new Fields();
        foreach (var dim in tensor.Shape)
        {
            shape.Message(
                1,
                dim.Symbol is { } symbol ? new Fields().Text(2, symbol) : new Fields().Number(1, dim.Size)
            );
        }

        var type = new Fields().Number(1, (long)tensor.Type).Message(2, shape);
        return new Fields().Text(1, tensor.Name).Message(2, new Fields().Message(1, type));
    }

    /// <summary>A protocol-buffer message under construction: fields as tag and value.</summary>
    private sealed class Fields
    {
        private readonly MemoryStream _bytes = new();

        public Fields Number(int field, long value)
        {
            Varint((ulong)(field << 3));
            Varint((ulong)value);
            return this;
        }

        public Fields Float(int field, float value)
        {
            Varint((ulong)((field << 3) | 5));
            _bytes.Write(BitConverter.GetBytes(value));
            return this;
        }

        public Fields Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

        public Fields Message(int field, Fields value) => Bytes(field, value.ToArray());

        public Fields Bytes(int field, ReadOnlySpan<byte> value)
        {
            Varint((ulong)((field << 3) | 2));
            Varint((ulong)value.Length);
            _bytes.Write(value);
            return this;
        }

        public byte[] ToArray() => _bytes.ToArray();

        private void Varint(ulong value)
        {
            for (; value >= 0x80; value >>= 7)
            {
                _bytes.WriteByte((byte)(value | 0x80));
            }

            _bytes.WriteByte((byte)value);
        }
    }
}
