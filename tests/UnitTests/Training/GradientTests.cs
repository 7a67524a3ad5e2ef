using Platform.Training.Graphs;

namespace Platform.UnitTests.Training;

/// <summary>
/// The gradient of every operator compared with central differences, in double precision wherever the runtime has such a
/// kernel.
/// </summary>
public sealed class GradientTests
{
    private delegate Tensor Function(Graph graph, Tensor[] x);

    private static readonly Dictionary<string, (long[][] Shapes, Function Of)> Operators = new()
    {
        ["Add"] = (
            [
                [2, 3],
                [2, 3],
            ],
            (_, x) => x[0] + x[1]
        ),
        ["Add broadcast"] = (
            [
                [2, 3],
                [3],
            ],
            (_, x) => x[0] + x[1]
        ),
        ["Subtract broadcast"] = (
            [
                [3],
                [2, 1],
            ],
            (_, x) => x[0] - x[1]
        ),
        ["Multiply"] = (
            [
                [2, 3],
                [2, 3],
            ],
            (_, x) => x[0] * x[1]
        ),
        ["Multiply by itself"] = (
            [
                [4],
            ],
            (_, x) => x[0] * x[0]
        ),
        ["Multiply broadcast in the middle"] = (
            [
                [2, 3, 2],
                [2, 1, 2],
            ],
            (_, x) => x[0] * x[1]
        ),
        ["Divide broadcast"] = (
            [
                [2, 3],
                [3],
            ],
            (_, x) => x[0] / x[1]
        ),
        ["Negate"] = (
            [
                [3],
            ],
            (_, x) => -x[0]
        ),
        ["Exp"] = (
            [
                [5],
            ],
            (g, x) => g.Exp(x[0])
        ),
        ["Log"] = (
            [
                [5],
            ],
            (g, x) => g.Log(x[0] * x[0])
        ),
        ["Sqrt"] = (
            [
                [5],
            ],
            (g, x) => g.Sqrt(x[0] * x[0] + 0.5)
        ),
        ["Tanh"] = (
            [
                [5],
            ],
            (g, x) => g.Tanh(x[0])
        ),
        ["Sigmoid"] = (
            [
                [5],
            ],
            (g, x) => g.Sigmoid(x[0])
        ),
        ["Relu"] = (
            [
                [6],
            ],
            (g, x) => g.Relu(x[0])
        ),
        ["MatMul"] = (
            [
                [2, 3],
                [3, 4],
            ],
            (g, x) => g.MatMul(x[0], x[1])
        ),
        ["MatMul transposed first"] = (
            [
                [3, 2],
                [3, 4],
            ],
            (g, x) => g.MatMul(x[0], x[1], transposeA: true, alpha: 0.7)
        ),
        ["MatMul transposed second"] = (
            [
                [2, 3],
                [4, 3],
            ],
            (g, x) => g.MatMul(x[0], x[1], transposeB: true)
        ),
        ["MatMul transposed both"] = (
            [
                [3, 2],
                [4, 3],
            ],
            (g, x) => g.MatMul(x[0], x[1], true, true)
        ),
        ["MatMul of batches"] = (
            [
                [2, 2, 2, 3],
                [2, 2, 3, 2],
            ],
            (g, x) => g.MatMul(x[0], x[1], alpha: 0.3)
        ),
        ["MatMul of batches transposed"] = (
            [
                [2, 3, 2],
                [2, 4, 3],
            ],
            (g, x) => g.MatMul(x[0], x[1], true, true)
        ),
        ["Transpose"] = (
            [
                [2, 3, 4],
            ],
            (g, x) => g.Transpose(x[0], 2, 0, 1)
        ),
        ["Reshape"] = (
            [
                [2, 6],
            ],
            (g, x) => g.Reshape(x[0], 3, 4)
        ),
        ["Expand"] = (
            [
                [2, 1],
            ],
            (g, x) => g.Expand(x[0], 2, 3)
        ),
        ["Concat"] = (
            [
                [2, 1],
                [2, 3],
            ],
            (g, x) => g.Concat(1, x[0], x[1])
        ),
        ["Split"] = (
            [
                [2, 5],
            ],
            (g, x) => g.Split(x[0], 1, 2, 3) is var p ? p[0] * g.Sum(p[1], true, 1) : p![0]
        ),
        ["Split, one part used"] = (
            [
                [2, 5],
            ],
            (g, x) => g.Split(x[0], 1, 2, 3)[1]
        ),
        ["Gather, ids repeated"] = (
            [
                [4, 3],
            ],
            (g, x) => g.Gather(x[0], g.List(2, 0, 2, 2, 3))
        ),
        ["Sum"] = (
            [
                [2, 3, 2],
            ],
            (g, x) => g.Sum(x[0], false, 0, 2)
        ),
        ["Mean"] = (
            [
                [2, 3],
            ],
            (g, x) => g.MeanLast(x[0])
        ),
        ["Softmax"] = (
            [
                [3, 4],
            ],
            (g, x) => g.Softmax(x[0])
        ),
        ["LogSoftmax"] = (
            [
                [3, 4],
            ],
            (g, x) => g.LogSoftmax(x[0])
        ),
        ["Where"] = (
            [
                [2, 3],
                [3],
            ],
            (g, x) => g.Where(g.LessOrEqual(g.Integers([0, 4, 2], 1, 3), g.Integers([1, 3], 2, 1)), x[0], x[1])
        ),
        ["RmsNorm"] = (
            [
                [3, 4],
                [4],
            ],
            (g, x) => g.RmsNorm(x[0], x[1])
        ),
        ["SquaredReluMatMul"] = (
            [
                [3, 4],
                [4, 2],
            ],
            (g, x) => g.SquaredReluMatMul(x[0], x[1])
        ),
        ["Rotate"] = (
            [
                [2, 3, 8],
            ],
            (g, x) => g.Rotate(x[0], g.List(0), Rotary.Create(g, 5, 4))
        ),
        ["Attention"] = (
            [
                [2, 2, 3, 4],
                [2, 2, 3, 4],
                [2, 2, 3, 4],
            ],
            (g, x) => g.Attention(x[0], x[1], x[2], g.Numbers([0, -1e9f, -1e9f, 0, 0, -1e9f, 0, 0, 0], 3, 3))
        ),
        ["CrossEntropy"] = (
            [
                [3, 4],
            ],
            (g, x) => g.CrossEntropy(x[0], g.List(1, 3, 0), g.Numbers([0.5f, 0, 2], 3))
        ),
    };

    public static TheoryData<string> Doubles => [.. Operators.Keys];

    /// <summary>Kernels that exist only in single precision, or that are a different operator in double precision.</summary>
    public static TheoryData<string> Floats =>
        [
            "MatMul of batches",
            "MatMul of batches transposed",
            "RmsNorm",
            "Rotate",
            "Attention",
            "CrossEntropy",
            "Gather, ids repeated",
        ];

    [Theory]
    [MemberData(nameof(Doubles))]
    public void In_double_the_gradient_equals_central_differences(string name) =>
        Assert.InRange(Error(name, ElementType.Double, 1e-5), 0, 1e-8);

    [Theory]
    [MemberData(nameof(Floats))]
    public void In_single_precision_the_gradient_equals_central_differences(string name) =>
        Assert.InRange(Error(name, ElementType.Float, 1e-2), 0, 2e-3);

    [Fact]
    public void The_error_function_exists_in_single_precision_alone() =>
        Assert.InRange(
            Error(
                new Graph(),
                (
                    [
                        [5],
                    ],
                    (g, x) => g.Erf(x[0])
                ),
                1e-2
            ),
            0,
            2e-3
        );

    [Fact]
    public void A_loss_must_be_a_scalar()
    {
        var graph = new Graph();
        var x = graph.Input("x", 2, 3);
        var error = Assert.Throws<InvalidOperationException>(() => graph.Gradients(x * 2, [x]));
        Assert.Contains("scalar", error.Message);
    }

    [Fact]
    public void A_weight_that_the_loss_does_not_see_is_named()
    {
        var graph = new Graph();
        var (x, y) = (graph.Input("x", 3), graph.Input("forgotten", 3));
        var error = Assert.Throws<InvalidOperationException>(() => graph.Gradients(graph.Sum(x, false, 0), [x, y]));
        Assert.Contains("forgotten", error.Message);
    }

    private static double Error(string name, ElementType real, double h) => Error(new Graph(real), Operators[name], h);

    private static double Error(Graph graph, (long[][] Shapes, Function Of) op, double h)
    {
        var feeds = new Dictionary<string, double[]>();
        var inputs = new List<Tensor>();
        foreach (var (shape, i) in op.Shapes.Select((s, i) => (s, i)))
        {
            inputs.Add(graph.Input($"x{i}", [.. shape.Select(d => (Dim)d)]));
            feeds[$"x{i}"] = Numeric.Random(i + 1, (int)shape.Aggregate(1L, (a, b) => a * b));
        }
        var y = op.Of(graph, [.. inputs]);
        // A sum with uneven weights: an error in any element shows.
        var count = (int)y.Sizes.Aggregate(1L, (a, b) => a * b);
        var weights = graph.Numbers([.. Numeric.Random(99, count).Select(w => (float)w)], [.. y.Shape]);
        var loss = graph.Sum(y * weights, false, [.. Enumerable.Range(0, y.Rank)]);
        return Numeric.GradientError(graph, loss, inputs, feeds, h);
    }
}
