namespace Platform.Training.Graphs;

/// <summary>
/// The operators. Each is one definition that holds its ONNX name, its shape rule and its gradient, which is written in the
/// same operators. <c>dy</c> is d(loss)/dy of the operator's output y.
/// </summary>
internal sealed partial class Graph
{
    /// <summary>a + b, broadcast.</summary>
    public Tensor Add(Tensor a, Tensor b) =>
        Op("Add", Broadcast(a, b), [a, b], dy => [SumTo(dy, a.Shape), SumTo(dy, b.Shape)], a.Type);

    /// <summary>
    /// a + b of equal shapes, not differentiable: Add under another name, which the runtime fuses into a Gemm that computes
    /// <paramref name="b"/>.
    /// </summary>
    public Tensor Accumulate(Tensor a, Tensor b) => Op("Sum", a.Shape, [a, b]);

    /// <summary>a - b, broadcast.</summary>
    public Tensor Subtract(Tensor a, Tensor b) =>
        Op("Sub", Broadcast(a, b), [a, b], dy => [SumTo(dy, a.Shape), SumTo(-dy, b.Shape)], a.Type);

    /// <summary>a b elementwise, broadcast. da = dy b, db = dy a.</summary>
    public Tensor Multiply(Tensor a, Tensor b) =>
        Op("Mul", Broadcast(a, b), [a, b], dy => [SumTo(dy * b, a.Shape), SumTo(dy * a, b.Shape)]);

    /// <summary>a / b elementwise, broadcast. da = dy / b, db = -dy a / b^2.</summary>
    public Tensor Divide(Tensor a, Tensor b) =>
        Op("Div", Broadcast(a, b), [a, b], dy => [SumTo(dy / b, a.Shape), SumTo(-(dy * a) / (b * b), b.Shape)]);

    /// <summary>-x.</summary>
    public Tensor Negate(Tensor x) => Op("Neg", x.Shape, [x], dy => [-dy]);

    /// <summary>e^x. dx = dy y.</summary>
    public Tensor Exp(Tensor x)
    {
        Tensor y = null!;
        return y = Op("Exp", x.Shape, [x], dy => [dy * y]);
    }

    /// <summary>ln x. dx = dy / x.</summary>
    public Tensor Log(Tensor x) => Op("Log", x.Shape, [x], dy => [dy / x]);

    /// <summary>Square root. dx = dy / (2 y).</summary>
    public Tensor Sqrt(Tensor x)
    {
        Tensor y = null!;
        return y = Op("Sqrt", x.Shape, [x], dy => [dy / (2.0 * y)]);
    }

    /// <summary>tanh x. dx = dy (1 - y^2).</summary>
    public Tensor Tanh(Tensor x)
    {
        Tensor y = null!;
        return y = Op("Tanh", x.Shape, [x], dy => [dy - (dy * y * y)]);
    }

    /// <summary>1 / (1 + e^-x). dx = dy y (1 - y).</summary>
    public Tensor Sigmoid(Tensor x)
    {
        Tensor y = null!;
        return y = Op("Sigmoid", x.Shape, [x], dy => [dy * y * (Scalar(1) - y)]);
    }

    /// <summary>max(x, 0). dx = dy where x > 0: dy sign(y).</summary>
    public Tensor Relu(Tensor x)
    {
        Tensor y = null!;
        return y = Op("Relu", x.Shape, [x], dy => [dy * Op("Sign", y.Shape, [y])]);
    }

    /// <summary>Gauss error function. dx = dy 2 / sqrt(pi) e^(-x^2). Only float has a kernel on CPU.</summary>
    public Tensor Erf(Tensor x) => Op("Erf", x.Shape, [x], dy => [dy * (2 / Math.Sqrt(Math.PI) * Exp(-(x * x)))]);

    /// <summary>
    /// alpha op(a) op(b), op = transposed if asked. Two dimensions: one Gemm. More: equal batch dimensions, one FusedMatMul
    /// (double: Transpose and MatMul). Closed under differentiation: d op(a) = alpha dy op(b)^T, d op(b) = alpha op(a)^T dy.
    /// </summary>
    public Tensor MatMul(Tensor a, Tensor b, bool transposeA = false, bool transposeB = false, double alpha = 1)
    {
        var (rows, columns) = (a.Shape[transposeA ? ^1 : ^2], b.Shape[transposeB ? ^2 : ^1]);
        IReadOnlyList<Dim> shape = [.. a.Shape.SkipLast(2), rows, columns];
        Tensor Back(Tensor x, Tensor y, bool tx, bool ty) => MatMul(x, y, tx, ty, alpha);
        IReadOnlyList<Tensor?> Gradient(Tensor dy) =>
            [
                transposeA ? Back(b, dy, transposeB, true) : Back(dy, b, false, !transposeB),
                transposeB ? Back(dy, a, true, transposeA) : Back(a, dy, !transposeA, false),
            ];
        if (a.Rank == 2)
            return Op(
                "Gemm",
                shape,
                [a, b],
                Gradient,
                attributes: [("transA", transposeA ? 1L : 0), ("transB", transposeB ? 1L : 0), ("alpha", (float)alpha)]
            );
        if (Real == ElementType.Float)
            return Op(
                "FusedMatMul",
                shape,
                [a, b],
                Gradient,
                domain: "com.microsoft",
                attributes: [("transA", transposeA ? 1L : 0), ("transB", transposeB ? 1L : 0), ("alpha", (float)alpha)]
            );
        return Composite(
            [a, b],
            () =>
                Op("MatMul", shape, [transposeA ? SwapLast(a) : a, transposeB ? SwapLast(b) : b]) is var product
                && alpha == 1
                    ? product
                    : product * alpha,
            Gradient
        );
    }

    private Tensor SwapLast(Tensor x) => Transpose(x, [.. Enumerable.Range(0, x.Rank - 2), x.Rank - 1, x.Rank - 2]);

    /// <summary>y[i_p(0), i_p(1), ...] = x[i_0, i_1, ...]; the gradient is transposed back.</summary>
    public Tensor Transpose(Tensor x, params int[] permutation) =>
        Op(
            "Transpose",
            [.. permutation.Select(p => x.Shape[p])],
            [x],
            dy => [Transpose(dy, [.. Enumerable.Range(0, x.Rank).Select(i => Array.IndexOf(permutation, i))])],
            x.Type,
            attributes: ("perm", permutation.Select(p => (long)p).ToArray())
        );

    /// <summary>The same numbers in another shape.</summary>
    public Tensor Reshape(Tensor x, params Dim[] shape) =>
        Op("Reshape", shape, [x, Extents(shape)], dy => [Reshape(dy, [.. x.Shape]), null], x.Type);

    /// <summary>x repeated along its dimensions of size 1. dx = sums over them.</summary>
    public Tensor Expand(Tensor x, params Dim[] shape) =>
        Op("Expand", shape, [x, Extents(shape)], dy => [SumTo(dy, x.Shape), null], x.Type);

    /// <summary>Concatenates along an axis; the gradient is split again.</summary>
    public Tensor Concat(int axis, params Tensor[] parts) =>
        Concat(
            axis,
            parts.All(p => p.Shape[axis].IsKnown)
                ? parts.Sum(p => p.Shape[axis].Size)
                : string.Join('+', parts.Select(p => p.Shape[axis])),
            parts
        );

    /// <summary>Concatenates when the sum of the sizes has a symbol of its own.</summary>
    public Tensor Concat(int axis, Dim size, params Tensor[] parts) =>
        Op(
            "Concat",
            [.. parts[0].Shape.Select((d, i) => i == axis ? size : d)],
            parts,
            dy => Split(dy, axis, [.. parts.Select(p => p.Shape[axis].Size)]),
            parts[0].Type,
            attributes: ("axis", (long)axis)
        );

    /// <summary>Splits along an axis into parts of these sizes; the gradient is concatenated again.</summary>
    public Tensor[] Split(Tensor x, int axis, params long[] sizes)
    {
        Tensor[] parts = null!;
        return parts = Ops(
            "Split",
            [.. sizes.Select(size => (IReadOnlyList<Dim>)[.. x.Shape.Select((d, i) => i == axis ? size : d)])],
            [x, List(sizes)],
            dys => [Concat(axis, [.. dys.Select((dy, i) => dy ?? Zeros(parts[i].Shape))]), null],
            ("axis", (long)axis)
        );
    }

    /// <summary>
    /// x[..., from:to, ...] along an axis (ONNX's rules: negative counts from the end). Not differentiable.
    /// </summary>
    public Tensor Slice(Tensor x, int axis, long from, long to, Dim size) =>
        Op(
            "Slice",
            [.. x.Shape.Select((d, i) => i == axis ? size : d)],
            [x, List(from), List(to), List(axis)],
            type: x.Type
        );

    /// <summary>
    /// Rows of a table: y[n, :] = table[ids[n], :], ids [N] of int64. d table[v, :] = sum of dy[n, :] over ids[n] = v,
    /// written as ScatterElements with add, whose CPU kernel is sequential: ScatterND with add loses updates where ids
    /// repeat and more than one thread runs.
    /// </summary>
    public Tensor Gather(Tensor table, Tensor ids) =>
        Op(
            "Gather",
            [.. ids.Shape, .. table.Shape.Skip(1)],
            [table, ids],
            dy =>
                [
                    Op(
                        "ScatterElements",
                        table.Shape,
                        [Zeros(table.Shape), Expand(Reshape(ids, ids.Shape[0], 1), ids.Shape[0], table.Shape[1]), dy],
                        attributes: [("axis", 0L), ("reduction", "add")]
                    ),
                    null,
                ]
        );

    /// <summary>Sum over axes, which stay as size 1 if <paramref name="keep"/>. dx = dy, repeated.</summary>
    public Tensor Sum(Tensor x, bool keep, params int[] axes) =>
        Op(
            "ReduceSum",
            Reduced(x, keep, axes),
            [x, List([.. axes.Select(a => (long)a)])],
            dy => [Expand(Reshape(dy, Reduced(x, true, axes)), [.. x.Shape]), null],
            attributes: ("keepdims", keep ? 1L : 0)
        );

    /// <summary>Mean over the last axis, which stays as size 1.</summary>
    public Tensor MeanLast(Tensor x) => Sum(x, true, x.Rank - 1) * (1.0 / x.Shape[^1].Size);

    /// <summary>Softmax over the last axis. dx = y (dy - sum(dy y)).</summary>
    public Tensor Softmax(Tensor x)
    {
        Tensor y = null!;
        return y = Op(
            "Softmax",
            x.Shape,
            [x],
            dy =>
            {
                var weighted = dy * y;
                return [weighted - (y * Sum(weighted, true, x.Rank - 1))];
            },
            attributes: ("axis", -1L)
        );
    }

    /// <summary>ln softmax over the last axis. dx = dy - e^y sum(dy).</summary>
    public Tensor LogSoftmax(Tensor x)
    {
        Tensor y = null!;
        return y = Op(
            "LogSoftmax",
            x.Shape,
            [x],
            dy => [dy - (Exp(y) * Sum(dy, true, x.Rank - 1))],
            attributes: ("axis", -1L)
        );
    }

    /// <summary>a where the condition holds, else b; equal shapes up to broadcasting.</summary>
    public Tensor Where(Tensor condition, Tensor a, Tensor b) =>
        Op(
            "Where",
            Broadcast(a, b, condition),
            [condition, a, b],
            dy =>
                [
                    null,
                    SumTo(Where(condition, dy, Scalar(0)), a.Shape),
                    SumTo(Where(condition, Scalar(0), dy), b.Shape),
                ],
            a.Type
        );

    /// <summary>Converts to another type with the same numbers. Not differentiable.</summary>
    public Tensor Cast(Tensor x, ElementType type) =>
        x.Type == type ? x : Op("Cast", x.Shape, [x], type: type, attributes: ("to", (long)type));

    /// <summary>As real numbers.</summary>
    public Tensor ToReal(Tensor x) => Cast(x, Real);

    /// <summary>0, 1, ..., count - 1 of int64, the count known or a symbol.</summary>
    public Tensor Range(Dim count) =>
        Op("Range", [count], [Reshape(List(0)), Reshape(Extents([count])), Reshape(List(1))], type: ElementType.Int64);

    /// <summary>a &lt;= b. Not differentiable.</summary>
    public Tensor LessOrEqual(Tensor a, Tensor b) => Op("LessOrEqual", Broadcast(a, b), [a, b], type: ElementType.Bool);

    /// <summary>Logical and.</summary>
    public Tensor And(Tensor a, Tensor b) => Op("And", Broadcast(a, b), [a, b], type: ElementType.Bool);

    /// <summary>Zeros of a known shape.</summary>
    public Tensor Zeros(IReadOnlyList<Dim> shape) => Expand(Scalar(0), [.. shape]);

    /// <summary>The same integer everywhere.</summary>
    public Tensor Repeat(long value, params Dim[] shape) =>
        Op("Expand", shape, [List(value), Extents(shape)], type: ElementType.Int64);

    /// <summary>
    /// A shape as a tensor. One unknown dimension is -1, for the runtime to infer; more are read from the inputs that
    /// brought their symbols.
    /// </summary>
    private Tensor Extents(IReadOnlyList<Dim> shape)
    {
        if (shape.All(d => d.IsKnown))
            return List([.. shape.Select(d => d.Size)]);
        var inferred = shape.Where(d => !d.IsKnown && !_symbols.ContainsKey(d.Symbol!)).ToList();
        if (inferred.Count > 1)
            throw new InvalidOperationException($"the shape [{string.Join(", ", shape)}] has more than one unknown");
        return Op(
            "Concat",
            [shape.Count],
            [
                .. shape.Select(d =>
                    d.IsKnown ? List(d.Size)
                    : inferred.Contains(d) ? List(-1)
                    : Extent(d)
                ),
            ],
            type: ElementType.Int64,
            attributes: ("axis", 0L)
        );
    }

    /// <summary>A dimension as a tensor [1] of int64.</summary>
    public Tensor Extent(Dim dim)
    {
        if (dim.IsKnown)
            return List(dim.Size);
        var (input, axis) = _symbols[dim.Symbol!];
        return Op(
            "Shape",
            [1],
            [input],
            type: ElementType.Int64,
            attributes: [("start", (long)axis), ("end", axis + 1L)]
        );
    }

    /// <summary>The gradient of broadcasting: sums over the dimensions that were repeated.</summary>
    private Tensor SumTo(Tensor x, IReadOnlyList<Dim> shape)
    {
        if (x.Shape.SequenceEqual(shape))
            return x;
        var lead = x.Rank - shape.Count;
        int[] axes = [.. Enumerable.Range(0, x.Rank).Where(i => i < lead || (shape[i - lead] == 1 && x.Shape[i] != 1))];
        return Reshape(axes.Length == 0 ? x : Sum(x, false, axes), [.. shape]);
    }

    private static IReadOnlyList<Dim> Broadcast(params Tensor[] tensors)
    {
        var shape = new Dim[tensors.Max(t => t.Rank)];
        for (var i = 1; i <= shape.Length; i++)
        {
            var sizes = tensors.Where(t => t.Rank >= i).Select(t => t.Shape[^i]).Where(d => d != 1).Distinct().ToList();
            shape[^i] = sizes.Count switch
            {
                0 => 1,
                1 => sizes[0],
                _ => throw new InvalidOperationException(
                    $"shapes do not fit: {string.Join(" and ", tensors.AsEnumerable())}"
                ),
            };
        }
        return shape;
    }

    private static Dim[] Reduced(Tensor x, bool keep, int[] axes) =>
        keep
            ? [.. x.Shape.Select((d, i) => axes.Contains(i) ? 1 : d)]
            : [.. x.Shape.Where((_, i) => !axes.Contains(i))];
}
