namespace Platform.Networks.Graphs;

/// <summary>The operators. Each is one definition that holds its ONNX name and its shape rule.</summary>
internal sealed partial class Graph
{
    /// <summary>a + b, broadcast.</summary>
    public Tensor Add(Tensor a, Tensor b) => Op("Add", Broadcast(a, b), [a, b], a.Type);

    /// <summary>a - b, broadcast.</summary>
    public Tensor Subtract(Tensor a, Tensor b) => Op("Sub", Broadcast(a, b), [a, b], a.Type);

    /// <summary>a b elementwise, broadcast.</summary>
    public Tensor Multiply(Tensor a, Tensor b) => Op("Mul", Broadcast(a, b), [a, b]);

    /// <summary>a / b elementwise, broadcast.</summary>
    public Tensor Divide(Tensor a, Tensor b) => Op("Div", Broadcast(a, b), [a, b]);

    /// <summary>e^x.</summary>
    public Tensor Exp(Tensor x) => Op("Exp", x.Shape, [x]);

    /// <summary>1 / (1 + e^-x).</summary>
    public Tensor Sigmoid(Tensor x) => Op("Sigmoid", x.Shape, [x]);

    /// <summary>max(x, 0).</summary>
    public Tensor Relu(Tensor x) => Op("Relu", x.Shape, [x]);

    /// <summary>
    /// alpha op(a) op(b), op = transposed if asked. Two dimensions: one Gemm. More: equal batch dimensions, one
    /// FusedMatMul.
    /// </summary>
    public Tensor MatMul(Tensor a, Tensor b, bool transposeA = false, bool transposeB = false, double alpha = 1) =>
        Op(
            a.Rank == 2 ? "Gemm" : "FusedMatMul",
            [.. a.Shape.SkipLast(2), a.Shape[transposeA ? ^1 : ^2], b.Shape[transposeB ? ^2 : ^1]],
            [a, b],
            domain: a.Rank == 2 ? "" : "com.microsoft",
            attributes: [("transA", transposeA ? 1L : 0), ("transB", transposeB ? 1L : 0), ("alpha", (float)alpha)]
        );

    /// <summary>y[i_p(0), i_p(1), ...] = x[i_0, i_1, ...].</summary>
    public Tensor Transpose(Tensor x, params int[] permutation) =>
        Op(
            "Transpose",
            [.. permutation.Select(p => x.Shape[p])],
            [x],
            x.Type,
            attributes: ("perm", permutation.Select(p => (long)p).ToArray())
        );

    /// <summary>The same numbers in another shape.</summary>
    public Tensor Reshape(Tensor x, params Dim[] shape) => Op("Reshape", shape, [x, Extents(shape)], x.Type);

    /// <summary>x repeated along its dimensions of size 1.</summary>
    public Tensor Expand(Tensor x, params Dim[] shape) => Op("Expand", shape, [x, Extents(shape)], x.Type);

    /// <summary>Concatenates along an axis.</summary>
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
            parts[0].Type,
            attributes: ("axis", (long)axis)
        );

    /// <summary>Splits along an axis into parts of these sizes.</summary>
    public Tensor[] Split(Tensor x, int axis, params long[] sizes) =>
        Ops(
            "Split",
            [.. sizes.Select(size => (IReadOnlyList<Dim>)[.. x.Shape.Select((d, i) => i == axis ? size : d)])],
            [x, List(sizes)],
            attributes: ("axis", (long)axis)
        );

    /// <summary>x[..., from:to, ...] along an axis (ONNX's rules: negative counts from the end).</summary>
    public Tensor Slice(Tensor x, int axis, long from, long to, Dim size) =>
        Op("Slice", [.. x.Shape.Select((d, i) => i == axis ? size : d)], [x, List(from), List(to), List(axis)], x.Type);

    /// <summary>Rows of a table: y[n, :] = table[ids[n], :], ids of int64.</summary>
    public Tensor Gather(Tensor table, Tensor ids) =>
        Op("Gather", [.. ids.Shape, .. table.Shape.Skip(1)], [table, ids]);

    /// <summary>Sum over axes, which stay as size 1 if <paramref name="keep"/>.</summary>
    public Tensor Sum(Tensor x, bool keep, params int[] axes) =>
        Op(
            "ReduceSum",
            keep
                ? [.. x.Shape.Select((d, i) => axes.Contains(i) ? 1 : d)]
                : [.. x.Shape.Where((_, i) => !axes.Contains(i))],
            [x, List([.. axes.Select(a => (long)a)])],
            x.Type,
            attributes: ("keepdims", keep ? 1L : 0)
        );

    /// <summary>Softmax over the last axis.</summary>
    public Tensor Softmax(Tensor x) => Op("Softmax", x.Shape, [x], attributes: ("axis", -1L));

    /// <summary>a where the condition holds, else b; equal shapes up to broadcasting.</summary>
    public Tensor Where(Tensor condition, Tensor a, Tensor b) =>
        Op("Where", Broadcast(a, b, condition), [condition, a, b], a.Type);

    /// <summary>Converts to another type with the same numbers.</summary>
    public Tensor Cast(Tensor x, ElementType type) =>
        x.Type == type ? x : Op("Cast", x.Shape, [x], type, attributes: ("to", (long)type));

    /// <summary>As real numbers of the graph's type.</summary>
    public Tensor ToReal(Tensor x) => Cast(x, real);

    /// <summary>0, 1, ..., count - 1 of int64, the count known or a symbol.</summary>
    public Tensor Range(Dim count) =>
        Op("Range", [count], [Reshape(List(0)), Reshape(Extents([count])), Reshape(List(1))], ElementType.Int64);

    /// <summary>a &lt;= b.</summary>
    public Tensor LessOrEqual(Tensor a, Tensor b) => Op("LessOrEqual", Broadcast(a, b), [a, b], ElementType.Bool);

    /// <summary>Logical and.</summary>
    public Tensor And(Tensor a, Tensor b) => Op("And", Broadcast(a, b), [a, b], ElementType.Bool);

    /// <summary>The same integer everywhere.</summary>
    public Tensor Repeat(long value, params Dim[] shape) =>
        Op("Expand", shape, [List(value), Extents(shape)], ElementType.Int64);

    /// <summary>
    /// A shape as a tensor. One unknown dimension is -1, for the runtime to infer; more are read from the inputs that
    /// brought their symbols.
    /// </summary>
    private Tensor Extents(IReadOnlyList<Dim> shape)
    {
        if (shape.All(d => d.IsKnown))
        {
            return List([.. shape.Select(d => d.Size)]);
        }

        var inferred = shape.Where(d => !d.IsKnown && !_symbols.ContainsKey(d.Symbol!)).ToList();
        if (inferred.Count > 1)
        {
            throw new InvalidOperationException($"the shape [{string.Join(", ", shape)}] has more than one unknown");
        }

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
            ElementType.Int64,
            attributes: ("axis", 0L)
        );
    }

    /// <summary>A dimension as a tensor [1] of int64.</summary>
    public Tensor Extent(Dim dim)
    {
        if (dim.IsKnown)
        {
            return List(dim.Size);
        }

        var (input, axis) = _symbols[dim.Symbol!];
        return Op("Shape", [1], [input], ElementType.Int64, attributes: [("start", (long)axis), ("end", axis + 1L)]);
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
}
