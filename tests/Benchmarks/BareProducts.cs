using Microsoft.ML.OnnxRuntime;
using Platform.Networks.Graphs;
using Platform.Networks.Transformers;

namespace Platform.Benchmarks;

/// <summary>
/// The baseline of a trainer: the matrix products of its step, forward and backward, one after another in ONNX Runtime in
/// float32, each over the same warm buffers every time.
/// </summary>
internal sealed class BareProducts : IDisposable
{
    private readonly List<(InferenceSession Session, OrtIoBinding Binding)> _order = [];
    private readonly Dictionary<string, (InferenceSession Session, OrtIoBinding Binding)> _products = [];
    private readonly List<OrtValue> _values = [];
    private readonly RunOptions _run = new();

    public BareProducts(TransformerShape shape, int rows, int width, int threads)
    {
        var (tokens, inner) = ((long)rows * width, (long)shape.Width);
        var (heads, size) = ((long)shape.Heads, (long)shape.HeadSize);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            Product([tokens], inner, 3 * inner);
            Product([rows, heads, width], size, width);
            Product([rows, heads, width], width, size);
            Product([tokens], inner, inner);
            Product([tokens], inner, 4 * inner);
            Product([tokens], 4 * inner, inner);
        }
        Product([tokens], inner, shape.Vocabulary);

        // C = A B, and its gradients dC B^T and A^T dC.
        void Product(long[] left, long depth, long columns)
        {
            var batch = left[..^1];
            long[] a = [.. left, depth],
                b = [.. batch, depth, columns],
                c = [.. left, columns];
            Add(a, b, false, false);
            Add(c, b, false, true);
            Add(a, c, true, false);
            Operations += 6.0 * left.Aggregate(1L, (x, y) => x * y) * depth * columns;
        }

        void Add(long[] a, long[] b, bool transposeA, bool transposeB)
        {
            var key = $"{string.Join('x', a)} {string.Join('x', b)} {transposeA} {transposeB}";
            if (!_products.TryGetValue(key, out var product))
            {
                _products[key] = product = Open(a, b, transposeA, transposeB, threads);
            }

            _order.Add(product);
        }
    }

    /// <summary>Floating-point operations per run.</summary>
    public double Operations { get; private set; }

    /// <summary>All products of one micro-batch.</summary>
    public void Run()
    {
        foreach (var (session, binding) in _order)
        {
            session.RunWithBinding(_run, binding);
        }
    }

    public void Dispose()
    {
        foreach (var (session, binding) in _products.Values)
        {
            binding.Dispose();
            session.Dispose();
        }
        foreach (var value in _values)
        {
            value.Dispose();
        }

        _run.Dispose();
    }

    private (InferenceSession, OrtIoBinding) Open(long[] a, long[] b, bool transposeA, bool transposeB, int threads)
    {
        var graph = new Graph();
        Tensor Input(string name, long[] sizes) => graph.Input(name, [.. sizes.Select(size => (Dim)size)]);
        var product = graph.MatMul(Input("a", a), Input("b", b), transposeA, transposeB);
        graph.Output("product", product);
        using var options = new SessionOptions { IntraOpNumThreads = threads };
        // A step is one long computation: its threads may spin while they wait for each other, but not between steps.
        options.AddSessionConfigEntry("session.force_spinning_stop", "1");
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
