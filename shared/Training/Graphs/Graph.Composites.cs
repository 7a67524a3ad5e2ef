namespace Platform.Training.Graphs;

/// <summary>
/// Composites with their own gradient: cheaper than the chain rule over their parts, or not expressible by it.
/// </summary>
internal sealed partial class Graph
{
    private const float Epsilon = 1e-6f;

    /// <summary>
    /// Root-mean-square norm over the last axis: y = g x r, r = 1 / sqrt(mean(x^2) + 1e-6); x [N, D], g [D]. With p = dy x:
    /// dg = r^T p, dx = r (g dy) - x c, c = r^3 (p g) / D. The two products with vectors are Gemms, because the number of
    /// passes over [N, D] dominates the cost.
    /// </summary>
    public Tensor RmsNorm(Tensor x, Tensor gain)
    {
        Tensor r = null!;
        return Composite(
            [x, gain],
            () =>
            {
                if (Real == ElementType.Float)
                {
                    var fused = Ops(
                        "SimplifiedLayerNormalization",
                        [x.Shape, [.. x.Shape.SkipLast(1), 1]],
                        [x, gain],
                        attributes: [("axis", -1L), ("epsilon", Epsilon)]
                    );
                    r = fused[1];
                    return fused[0];
                }
                r = Scalar(1) / Sqrt(MeanLast(x * x) + Epsilon);
                return x * r * gain;
            },
            dy =>
            {
                var (tokens, width) = (x.Shape[0], x.Shape[1]);
                var p = dy * x;
                var c = r * r * r * MatMul(p, Reshape(gain, width, 1), alpha: 1.0 / width.Size);
                return [(dy * gain * r) - (x * c), Reshape(MatMul(Reshape(r, 1, tokens), p), width)];
            }
        );
    }

    /// <summary>
    /// Second half of an MLP: max(x, 0)^2 W; x [N, D], W [D, E]. With y = max(x, 0): dx = 2 y (dz W^T), dW = (y^2)^T dz. The
    /// factor 2 is part of the Gemm, which saves a pass over [N, D].
    /// </summary>
    public Tensor SquaredReluMatMul(Tensor x, Tensor w)
    {
        Tensor y = null!,
            square = null!;
        return Composite(
            [x, w],
            () =>
            {
                y = Relu(x);
                square = y * y;
                return MatMul(square, w);
            },
            dz => [y * MatMul(dz, w, transposeB: true, alpha: 2), MatMul(square, dz, transposeA: true)]
        );
    }

    /// <summary>
    /// Rotary positions: in each head of size h the pair (x_i, x_(i + h/2)) is rotated by the angle p 10000^(-2i/h) of its
    /// position p. x [batch, sequence, heads h]; the gradient is rotated back: the same with -sin.
    /// </summary>
    /// <param name="x">[batch, sequence, width].</param>
    /// <param name="positions">[1] with the first position, or [batch, sequence].</param>
    /// <param name="table">Cosines and sines for every position.</param>
    public Tensor Rotate(Tensor x, Tensor positions, Rotary table)
    {
        Tensor Turn(Tensor value, bool back) =>
            Real == ElementType.Float
                ? Op(
                    "RotaryEmbedding",
                    value.Shape,
                    [value, positions, table.Cosines, back ? table.Backward : table.Sines],
                    domain: "com.microsoft"
                )
                : TurnByParts(value, table, back);
        return Composite([x], () => Turn(x, false), dy => [Turn(dy, true)]);
    }

    /// <summary>The same without the fused kernel, for sequences that begin at position 0.</summary>
    private Tensor TurnByParts(Tensor x, Rotary table, bool back)
    {
        var half = table.Cosines.Shape[1];
        var heads = x.Shape[2].Size / (2 * half.Size);
        Tensor Table(Tensor t) => Reshape(Slice(t, 0, 0, x.Shape[1].Size, x.Shape[1]), x.Shape[1], 1, half);
        var (cos, sin) = (Table(table.Cosines), Table(back ? table.Backward : table.Sines));
        var parts = Split(Reshape(x, x.Shape[0], x.Shape[1], heads, 2 * half.Size), 3, half.Size, half.Size);
        return Reshape(
            Concat(3, (parts[0] * cos) - (parts[1] * sin), (parts[1] * cos) + (parts[0] * sin)),
            [.. x.Shape]
        );
    }

    /// <summary>
    /// Attention: O = P V, P = softmax(Q K^T / sqrt(h) + mask); Q [B, H, S, h], K and V [B, H, T, h], mask broadcast to [B,
    /// H, S, T]. dV = P^T dO, dP = dO V^T, dS = P (dP - rowsum(dO O)), dQ = dS K / sqrt(h), dK = dS^T Q / sqrt(h); the row
    /// sum over dO O equals that over dP P and is shorter.
    /// </summary>
    public Tensor Attention(Tensor q, Tensor k, Tensor v, Tensor mask)
    {
        var scale = 1 / Math.Sqrt(q.Shape[^1].Size);
        Tensor p = null!,
            o = null!;
        return Composite(
            [q, k, v],
            () =>
            {
                p = Softmax(MatMul(q, k, transposeB: true, alpha: scale) + mask);
                return o = MatMul(p, v);
            },
            dy =>
            {
                var dp = MatMul(dy, v, transposeB: true);
                var ds = p * (dp - Sum(dy * o, true, 3));
                return
                [
                    MatMul(ds, k, alpha: scale),
                    MatMul(ds, q, transposeA: true, alpha: scale),
                    MatMul(p, dy, transposeA: true),
                ];
            }
        );
    }

    /// <summary>
    /// Weighted cross-entropy: sum over n of -w_n ln softmax(x_n)[target_n], a scalar; logits [N, C], targets [N] of int64,
    /// weights [N] (0: not supervised). dx_n = w_n (softmax(x_n) - onehot(target_n)) dy.
    /// </summary>
    public Tensor CrossEntropy(Tensor logits, Tensor targets, Tensor weights)
    {
        Tensor log = null!;
        var column = Reshape(weights, weights.Shape[0], 1);
        var chosen = Reshape(targets, targets.Shape[0], 1);
        return Composite(
            [logits],
            () =>
            {
                log = LogSoftmax(logits);
                var picked = Op("GatherElements", column.Shape, [log, chosen], attributes: ("axis", 1L));
                return Sum(-(picked * column), false, 0, 1);
            },
            dy =>
            {
                // Scattering one number per row is cheaper than a matrix of zeros and ones.
                var scaled = column * dy;
                return
                [
                    Op(
                        "ScatterElements",
                        log.Shape,
                        [Exp(log) * scaled, chosen, -scaled],
                        attributes: [("axis", 1L), ("reduction", "add")]
                    ),
                ];
            }
        );
    }
}

/// <summary>Cosines and sines of rotary positions, each [positions, half a head].</summary>
/// <param name="Backward">Minus the sines.</param>
internal sealed record Rotary(Tensor Cosines, Tensor Sines, Tensor Backward)
{
    /// <summary>angle(p, i) = p 10000^(-2i/h), for heads of size h.</summary>
    public static Rotary Create(Graph graph, int positions, int headSize)
    {
        var half = headSize / 2;
        var (cos, sin, back) = (new float[positions * half], new float[positions * half], new float[positions * half]);
        for (var p = 0; p < positions; p++)
        for (var i = 0; i < half; i++)
        {
            var angle = p * Math.Pow(10000, -2.0 * i / headSize);
            var at = (p * half) + i;
            (cos[at], sin[at], back[at]) = ((float)Math.Cos(angle), (float)Math.Sin(angle), (float)-Math.Sin(angle));
        }
        return new(
            graph.Numbers(cos, positions, half),
            graph.Numbers(sin, positions, half),
            graph.Numbers(back, positions, half)
        );
    }
}
