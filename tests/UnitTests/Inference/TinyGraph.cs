using System.Runtime.InteropServices;
using System.Text;

namespace Platform.UnitTests.Inference;

/// <summary>Real ONNX graphs of a few nodes, as bytes: handmade outputs of a model of each family.</summary>
internal static class TinyGraph
{
    /// <summary>output[b, s, :] = table[input_ids[b, s], :]; the output's last dimension is the table's width.</summary>
    public static byte[] Lookup(float[,] table, bool half = false, int idType = Int64) =>
        Model(
            [Node("Gather", ["table", "input_ids"], ["scores"])],
            [Table(table, half)],
            [("input_ids", idType)],
            ("scores", half ? Float16 : Float32, ["batch", "sequence", $"{table.GetLength(1)}"])
        );

    /// <summary>The same without the last dimension, for a table of one column: output [batch, sequence].</summary>
    public static byte[] LookupValue(float[,] table) =>
        Model(
            [Node("Gather", ["table", "input_ids"], ["wide"]), Node("Squeeze", ["wide", "axis"], ["scores"])],
            [Table(table, false), Ints("axis", 2)],
            [("input_ids", Int64)],
            ("scores", Float32, ["batch", "sequence"])
        );

    /// <summary>
    /// output[b, :] = sum over s of table[input_ids[b, s], :] * attention_mask[b, s]: no sequence dimension.
    /// </summary>
    public static byte[] MaskedSum(float[,] table) =>
        Model(
            [
                Node("Gather", ["table", "input_ids"], ["values"]),
                Node("Cast", ["attention_mask"], ["weights"], ("to", Float32)),
                Node("Unsqueeze", ["weights", "last"], ["column"]),
                Node("Mul", ["values", "column"], ["masked"]),
                Node("ReduceSum", ["masked", "second"], ["scores"], ("keepdims", 0)),
            ],
            [Table(table, false), Ints("last", 2), Ints("second", 1)],
            [("input_ids", Int64), ("attention_mask", Int64)],
            ("scores", Float32, ["batch", $"{table.GetLength(1)}"])
        );

    /// <summary>
    /// As <see cref="Lookup"/>, but without the scores of the last token: a graph with the wrong number of scores.
    /// </summary>
    public static byte[] OneShort(float[,] table) =>
        Model(
            [
                Node("Gather", ["table", "input_ids"], ["all"]),
                Node("Slice", ["all", "zero", "minusOne", "one"], ["scores"]),
            ],
            [Table(table, false), Ints("zero", 0), Ints("minusOne", -1), Ints("one", 1)],
            [("input_ids", Int64)],
            ("scores", Float32, ["batch", "shorter", $"{table.GetLength(1)}"])
        );

    public const int Int64 = 7;
    public const int Int32 = 6;
    private const int Float32 = 1;
    private const int Float16 = 10;

    private static byte[] Model(
        byte[][] nodes,
        byte[][] constants,
        (string Name, int Type)[] inputs,
        (string Name, int Type, string[] Shape) output
    )
    {
        var graph = new Message();
        foreach (var node in nodes)
        {
            graph.Bytes(1, node);
        }

        graph.Text(2, "tiny");
        foreach (var constant in constants)
        {
            graph.Bytes(5, constant);
        }

        foreach (var (name, type) in inputs)
        {
            graph.Bytes(11, Value(name, type, ["batch", "sequence"]));
        }

        graph.Bytes(12, Value(output.Name, output.Type, output.Shape));
        return new Message()
            .Number(1, 8)
            .Bytes(7, graph.ToArray())
            .Bytes(8, new Message().Number(2, 17).ToArray())
            .ToArray();
    }

    private static byte[] Node(
        string type,
        string[] inputs,
        string[] outputs,
        params (string Name, int Value)[] attributes
    )
    {
        var node = new Message();
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }

        foreach (var output in outputs)
        {
            node.Text(2, output);
        }

        node.Text(4, type);
        foreach (var (name, value) in attributes)
        {
            node.Bytes(5, new Message().Text(1, name).Number(3, value).Number(20, 2).ToArray());
        }

        return node.ToArray();
    }

    private static byte[] Table(float[,] table, bool half)
    {
        var values = table.Cast<float>().ToArray();
        var raw = half
            ? MemoryMarshal.AsBytes<Half>(values.Select(v => (Half)v).ToArray()).ToArray()
            : MemoryMarshal.AsBytes<float>(values).ToArray();
        return new Message()
            .Number(1, table.GetLength(0))
            .Number(1, table.GetLength(1))
            .Number(2, half ? Float16 : Float32)
            .Text(8, "table")
            .Bytes(9, raw)
            .ToArray();
    }

    private static byte[] Ints(string name, long value) =>
        new Message()
            .Number(1, 1)
            .Number(2, Int64)
            .Text(8, name)
            .Bytes(9, MemoryMarshal.AsBytes<long>(new[] { value }).ToArray())
            .ToArray();

    private static byte[] Value(string name, int type, string[] shape)
    {
        var dimensions = new Message();
        foreach (var dimension in shape)
        {
            dimensions.Bytes(
                1,
                long.TryParse(dimension, out var size)
                    ? new Message().Number(1, size).ToArray()
                    : new Message().Text(2, dimension).ToArray()
            );
        }

        var tensor = new Message().Number(1, type).Bytes(2, dimensions.ToArray());
        return new Message().Text(1, name).Bytes(2, new Message().Bytes(1, tensor.ToArray()).ToArray()).ToArray();
    }

    /// <summary>A protobuf message: numbers (wire type 0) and length-prefixed bytes (wire type 2).</summary>
    private sealed class Message
    {
        private readonly List<byte> _bytes = [];

        public Message Number(int field, long value)
        {
            Varint((ulong)field << 3);
            Varint((ulong)value);
            return this;
        }

        public Message Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

        public Message Bytes(int field, byte[] value)
        {
            Varint((ulong)field << 3 | 2);
            Varint((ulong)value.Length);
            _bytes.AddRange(value);
            return this;
        }

        public byte[] ToArray() => [.. _bytes];

        private void Varint(ulong value)
        {
            for (; value >= 128; value >>= 7)
            {
                _bytes.Add((byte)(value | 128));
            }

            _bytes.Add((byte)value);
        }
    }
}
