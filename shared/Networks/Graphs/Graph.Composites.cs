namespace Platform.Networks.Graphs;

/// <summary>Parts of transformers that are more than one operator, or an operator of the runtime's own domain.</summary>
internal sealed partial class Graph
{
    /// <summary>Root-mean-square norm over the last axis: y = g x / sqrt(mean(x^2) + epsilon).</summary>
    public Tensor RmsNorm(Tensor x, Tensor gain, double epsilon) =>
        Op(
            "SimplifiedLayerNormalization",
            x.Shape,
            [x, gain],
            attributes: [("axis", -1L), ("epsilon", (float)epsilon)]
        );

    /// <summary>
    /// Rotary positions: in each head of size h the pair (x_i, x_(i + h/2)) is rotated by the angle of its position p, of
    /// which the table has cosines and sines.
    /// </summary>
    /// <param name="x">[batch, sequence, heads h].</param>
    /// <param name="positions">[1] with the first position, or [batch, sequence].</param>
    /// <param name="table">Cosines and sines, each [positions, h/2].</param>
    public Tensor Rotate(Tensor x, Tensor positions, (Tensor Cosines, Tensor Sines) table) =>
        Op("RotaryEmbedding", x.Shape, [x, positions, table.Cosines, table.Sines], domain: "com.microsoft");

    /// <summary>
    /// Attention: softmax(Q K^T / sqrt(h) + mask) V; Q [B, H, S, h], K and V [B, H, T, h], mask broadcast to [B, H, S, T].
    /// </summary>
    public Tensor Attention(Tensor q, Tensor k, Tensor v, Tensor mask) =>
        MatMul(Softmax(MatMul(q, k, transposeB: true, alpha: 1 / Math.Sqrt(q.Shape[^1].Size)) + mask), v);

    /// <summary>0 where the condition holds, otherwise so low that its softmax is 0.</summary>
    public Tensor Additive(Tensor condition) => Where(condition, Scalar(0), Scalar(-1e9));

    /// <summary>A table of rotary positions as constants of the graph.</summary>
    public (Tensor Cosines, Tensor Sines) Rotary(RotaryTable table)
    {
        Dim[] shape = [table.Positions, table.Half];
        return (Numbers(table.Cosines, shape), Numbers(table.Sines, shape));
    }
}
