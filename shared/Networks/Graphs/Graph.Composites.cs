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
    /// Attention: softmax(Q K^T / sqrt(h) + mask) V; Q [B, H, S, h], K and V [B, H', T, h], each head of which serves H / H'
    /// heads of queries, mask broadcast to [B, H, S, T].
    /// </summary>
    public Tensor Attention(Tensor q, Tensor k, Tensor v, Tensor mask)
    {
        var (keys, values) = (Shared(k, q.Shape[1]), Shared(v, q.Shape[1]));
        return MatMul(
            Softmax(MatMul(q, keys, transposeB: true, alpha: 1 / Math.Sqrt(q.Shape[^1].Size)) + mask),
            values
        );
    }

    /// <summary>
    /// Causal attention of new tokens over a KV cache that is written in place, by the runtime's own operator. A row's tokens
    /// are at the beginning of the cache's length, so rows of different lengths do not affect one another.
    /// </summary>
    /// <param name="q">[batch, sequence, heads h]; <paramref name="k"/> and <paramref name="v"/> likewise.</param>
    /// <param name="k">Keys of the new tokens.</param>
    /// <param name="v">Values of the new tokens.</param>
    /// <param name="past">Keys and values, [batch, key heads, length, h].</param>
    /// <param name="last">Position of each row's last token, [batch] of int32.</param>
    /// <param name="longest">Tokens of the longest row, [1] of int32.</param>
    /// <param name="heads">Heads of queries.</param>
    /// <param name="window">Positions that a token attends to, itself included; null: all before it.</param>
    /// <returns>The values' weighted sums as <paramref name="q"/>, and the cache with the new tokens.</returns>
    public (Tensor Attended, Tensor Keys, Tensor Values) AttentionInPlace(
        Tensor q,
        Tensor k,
        Tensor v,
        (Tensor Keys, Tensor Values) past,
        Tensor last,
        Tensor longest,
        int heads,
        int? window
    )
    {
        IReadOnlyList<Dim> present = [.. past.Keys.Shape.Select((size, axis) => axis == 2 ? "present" : size)];
        var outputs = Ops(
            "GroupQueryAttention",
            [q.Shape, present, present],
            [q, k, v, past.Keys, past.Values, last, longest],
            "com.microsoft",
            [
                ("num_heads", (long)heads),
                ("kv_num_heads", past.Keys.Shape[1].Size),
                .. window is { } size ? [("local_window_size", (object)(long)size)] : ((string, object)[])[],
            ]
        );
        return (outputs[0], outputs[1], outputs[2]);
    }

    /// <summary>[batch, sequence, heads h] as [batch, heads, sequence, h].</summary>
    public Tensor ToHeads(Tensor x, int heads, int size) =>
        Transpose(Reshape(x, x.Shape[0], x.Shape[1], heads, size), 0, 2, 1, 3);

    /// <summary>[batch, heads, sequence, h] as [batch sequence, heads h].</summary>
    public Tensor FromHeads(Tensor x) =>
        Reshape(Transpose(x, 0, 2, 1, 3), x.Shape[0] * x.Shape[2], x.Shape[1] * x.Shape[3]);

    /// <summary>Each head of [batch, key heads, sequence, h] as often as it takes to have this many heads.</summary>
    private Tensor Shared(Tensor x, Dim heads)
    {
        var (batch, own, sequence, size) = (x.Shape[0], x.Shape[1], x.Shape[2], x.Shape[3]);
        if (own == heads)
        {
            return x;
        }

        var repeated = Expand(
            Reshape(x, batch, own, 1, sequence, size),
            batch,
            own,
            heads.Size / own.Size,
            sequence,
            size
        );
        return Reshape(repeated, batch, heads, sequence, size);
    }

    /// <summary>
    /// 0 where the condition holds, otherwise so low that its softmax is 0, but a number of the graph's type: a row of padding
    /// alone would be 0 / 0.
    /// </summary>
    public Tensor Additive(Tensor condition) =>
        Where(condition, Scalar(0), Scalar(real == ElementType.Float16 ? -3e4 : -1e9));

    /// <summary>A table of rotary positions as constants of the graph.</summary>
    public (Tensor Cosines, Tensor Sines) Rotary(RotaryTable table)
    {
        Dim[] shape = [table.Positions, table.Half];
        return (Numbers(table.Cosines, shape), Numbers(table.Sines, shape));
    }
}
