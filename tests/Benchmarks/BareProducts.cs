using Microsoft.ML.OnnxRuntime;
using Platform.Training.Graphs;
using Platform.Training.Models;
using Platform.Training.Runs;

namespace Platform.Benchmarks;

/// <summary>
/// The baseline of a trainer: the matrix products of its step, forward and backward, one after another in the same runtime
/// with the same options, each over the same warm buffers every time.
/// </summary>
internal sealed class BareProducts : IDisposable
{
    private readonly List<(InferenceSession Session, OrtIoBinding Binding)> _order = [];
    private readonly Dictionary<string, (InferenceSession Session, OrtIoBinding Binding)> _products = [];
    private readonly List<OrtValue> _values = [];
    private readonly RunOptions _run = new();

    public BareProducts(TransformerShape shape, int rows, int width, int threads)
    {
        foreach (var node in StepGraph.Build(shape, rows, width).Needed())
        {
            if (node.Operator is not ("Gemm" or "FusedMatMul"))
                continue;
            var (a, b) = (node.Inputs[0].Sizes, node.Inputs[1].Sizes);
            var (transposeA, transposeB) = (Flag(node, "transA"), Flag(node, "transB"));
            var key = $"{string.Join('x', a)} {string.Join('x', b)} {transposeA} {transposeB}";
            if (!_products.TryGetValue(key, out var product))
                _products[key] = product = Open(a, b, transposeA, transposeB, threads);
            _order.Add(product);
            var inner = a[transposeA ? ^2 : ^1];
            Operations += 2.0 * inner * node.Outputs[0].Sizes.Aggregate(1L, (x, y) => x * y);
        }
    }

    /// <summary>Floating-point operations per run.</summary>
    public double Operations { get; }

    /// <summary>All products of one micro-batch.</summary>
    public void Run()
    {
        foreach (var (session, binding) in _order)
            session.RunWithBinding(_run, binding);
    }

    public void Dispose()
    {
        foreach (var (session, binding) in _products.Values)
        {
            binding.Dispose();
            session.Dispose();
        }
        foreach (var value in _values)
            value.Dispose();
        _run.Dispose();
    }

    private static bool Flag(Node node, string name) => node.Attributes.Any(x => x.Name == name && x.Value is 1L);

    private (InferenceSession, OrtIoBinding) Open(long[] a, long[] b, bool transposeA, bool transposeB, int threads)
    {
        var graph = new Graph();
        Tensor Input(string name, long[] sizes) => graph.Input(name, [.. sizes.Select(size => (Dim)size)]);
        var product = graph.MatMul(Input("a", a), Input("b", b), transposeA, transposeB);
        graph.Output("product", product);
        using var options = StepGraph.Options(threads);
        var session = new InferenceSession(OnnxFile.Write(graph, "product"), options);
        var binding = session.CreateIoBinding();
        binding.BindInput("a", Buffer(a));
        binding.BindInput("b", Buffer(b));
        binding.BindOutput("product", Buffer(product.Sizes));
        return (session, binding);
    }

    private OrtValue Buffer(long[] sizes)
    {
        var numbers = new float[sizes.Aggregate(1L, (x, y) => x * y)];
        Array.Fill(numbers, 1e-3f);
        var value = OrtValue.CreateTensorValueFromMemory(numbers, sizes);
        _values.Add(value);
        return value;
    }
}
