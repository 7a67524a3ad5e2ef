using Platform.Networks.Graphs;
using Platform.Networks.Llama;
using Platform.UnitTests.Training.Modules;

namespace Platform.UnitTests.Networks;

public sealed class HalfGraphShapeTests
{
    /// <summary>The CPU has no kernels of bfloat16, so its graph is held to that of float16, which the CPU can run.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Graphs_of_16_bits_differ_in_their_type_only(bool scores)
    {
        var shape = LlamaFamily.Shape("qwen2 with windows");
        var (bfloat16, float16) = (Nodes(ElementType.BFloat16), Nodes(ElementType.Float16));
        Assert.Equal(float16, bfloat16);
        Assert.DoesNotContain(bfloat16, node => node.Contains(nameof(ElementType.Float16), StringComparison.Ordinal));

        List<string> Nodes(ElementType type)
        {
            Func<string, Tensor> Weights(Graph graph) =>
                name =>
                {
                    var parameter = shape.Parameters().Single(p => p.Name == name);
                    return graph.External(name, type, "weights", 0, [.. parameter.Shape.Select(size => (Dim)size)]);
                };
            var graph = scores ? LlamaGraphs.Scoring(shape, Weights, type) : LlamaGraphs.Decoding(shape, Weights, type);
            Assert.Equal(ElementType.Float, graph.Outputs.Single(o => o.Name == "logits").Type);
            string Show(Tensor t) => $"{t} {(t.Type == type ? "real" : t.Type)}";
            return
            [
                .. graph
                    .Needed()
                    .Select(n =>
                        $"{n.Operator}({string.Join(", ", n.Inputs.Select(Show))}) = {string.Join(", ", n.Outputs.Select(Show))}"
                    ),
            ];
        }
    }

    [Theory]
    [InlineData(1f, 0x3F80)]
    [InlineData(-2.5f, 0xC020)]
    // Half way between two numbers: the even one; just above: the upper one.
    [InlineData(1.00390625f, 0x3F80)]
    [InlineData(1.01171875f, 0x3F82)]
    [InlineData(1.0039064f, 0x3F81)]
    public void Numbers_are_rounded_to_the_nearest_bfloat16(float value, int expected) =>
        Assert.Equal(expected, BitConverter.ToUInt16(RealNumbers.Bytes([value], ElementType.BFloat16)));

    [Fact]
    public void Numbers_are_written_as_float32_and_float16()
    {
        Assert.Equal(BitConverter.GetBytes(0.1f), RealNumbers.Bytes([0.1f], ElementType.Float));
        Assert.Equal(BitConverter.GetBytes((Half)0.1f), RealNumbers.Bytes([0.1f], ElementType.Float16));
    }
}
