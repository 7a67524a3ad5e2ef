using Platform.Networks.Graphs;

namespace Platform.Networks.Transformers;

/// <summary>
/// A causal transformer as a graph: embeddings of the current and the previous tokens, then blocks of attention with rotary
/// positions and a squared-ReLU MLP, each behind a root-mean-square norm and added to the residual stream. One definition
/// serves scoring and decoding; <paramref name="weight"/> says what a weight is. Only the classifier has a bias.
/// </summary>
internal sealed class TransformerNetwork(Graph graph, TransformerShape shape, Func<string, Tensor> weight)
{
    private readonly (Tensor, Tensor) _rotary = graph.Rotary(new RotaryTable(shape.Context, shape.HeadSize));

    /// <summary>Hidden states of whole sequences from their first token, [batch sequence, width].</summary>
    /// <param name="ids">[batch, sequence].</param>
    public Tensor Sequences(Tensor ids)
    {
        var sequence = ids.Shape[1];
        var before = shape.NGram == 1 ? null : graph.Repeat(0, ids.Shape[0], shape.NGram - 1);
        var steps = graph.Range(sequence);
        return Blocks(
            Embed(before is null ? ids : graph.Concat(1, before, ids), ids.Shape),
            ids.Shape,
            graph.List(0),
            graph.Additive(graph.LessOrEqual(graph.Reshape(steps, 1, sequence), graph.Reshape(steps, sequence, 1))),
            (_, k, v) => (k, v)
        );
    }

    /// <summary>
    /// Hidden states of the next tokens of sequences whose keys and values are known, [batch sequence, width].
    /// </summary>
    /// <param name="ids">[batch, sequence].</param>
    /// <param name="before">The ids before them, [batch, n-gram - 1]; null for an n-gram of 1.</param>
    /// <param name="positions">[batch, sequence].</param>
    /// <param name="attended">[batch, past + sequence], 1 or 0.</param>
    /// <param name="past">
    /// From a layer and its new keys and values [batch, heads, sequence, head size] to those of all positions.
    /// </param>
    public Tensor Continue(
        Tensor ids,
        Tensor? before,
        Tensor positions,
        Tensor attended,
        Func<int, Tensor, Tensor, (Tensor Keys, Tensor Values)> past
    )
    {
        var (batch, sequence, total) = (ids.Shape[0], ids.Shape[1], attended.Shape[1]);
        var all = graph.Range(total);
        // The last `sequence` positions are the new ones.
        var rows = graph.Range(sequence) + (graph.Extent(total) - graph.Extent(sequence));
        var causal = graph.LessOrEqual(graph.Reshape(all, 1, 1, 1, total), graph.Reshape(rows, 1, 1, sequence, 1));
        var real = graph.LessOrEqual(graph.List(1), graph.Reshape(attended, batch, 1, 1, total));
        return Blocks(
            Embed(before is null ? ids : graph.Concat(1, before, ids), ids.Shape),
            ids.Shape,
            positions,
            graph.Additive(graph.And(causal, real)),
            past
        );
    }

    /// <summary>Logits over the vocabulary, [batch sequence, vocabulary].</summary>
    public Tensor Language(Tensor hidden) => graph.MatMul(hidden, weight("language.head"));

    /// <summary>Logits over the classes, [batch sequence, classes].</summary>
    public Tensor Classes(Tensor hidden) =>
        graph.MatMul(hidden, weight("classifier.weight")) + weight("classifier.bias");

    /// <summary>E0[x_t] + E1[x_(t-1)] + ... + F[x_t] W, F the fixed features of numbers; [batch sequence, width].</summary>
    /// <param name="ids">[batch, n-gram - 1 + sequence].</param>
    private Tensor Embed(Tensor ids, IReadOnlyList<Dim> current)
    {
        var tokens = current[0] * current[1];
        Tensor Shifted(int back) =>
            graph.Reshape(
                shape.NGram == 1
                    ? ids
                    : graph.Slice(ids, 1, shape.NGram - 1 - back, back == 0 ? long.MaxValue : -back, current[1]),
                tokens
            );
        var sum = graph.Gather(weight(TransformerShape.Embedding(0)), Shifted(0));
        for (var n = 1; n < shape.NGram; n++)
            sum += graph.Gather(weight(TransformerShape.Embedding(n)), Shifted(n));
        if (shape.FirstNumber is not { } first)
            return sum;
        var table = graph.Numbers(
            NumberFeatures.Table(shape.Vocabulary, first, shape.LargestNumber),
            shape.Vocabulary,
            NumberFeatures.Count
        );
        return sum + graph.MatMul(graph.Gather(table, Shifted(0)), weight("features"));
    }

    private Tensor Blocks(
        Tensor x,
        IReadOnlyList<Dim> current,
        Tensor positions,
        Tensor mask,
        Func<int, Tensor, Tensor, (Tensor, Tensor)> past
    )
    {
        var (batch, sequence, width) = (current[0], current[1], (Dim)shape.Width);
        var tokens = batch * sequence;
        Tensor Norm(Tensor t, string gain) => graph.RmsNorm(t, weight(gain), TransformerShape.Epsilon);
        Tensor Heads(Tensor t) =>
            graph.Transpose(graph.Reshape(t, batch, sequence, shape.Heads, shape.HeadSize), 0, 2, 1, 3);
        Tensor Turned(Tensor t) => graph.Rotate(graph.Reshape(t, batch, sequence, width), positions, _rotary);
        for (var i = 0; i < shape.Layers; i++)
        {
            string In(string name) => $"blocks.{i}.{name}";
            var parts = graph.Split(
                graph.MatMul(Norm(x, In("attention.norm")), weight(In("attention.query_key_value"))),
                1,
                shape.Width,
                shape.Width,
                shape.Width
            );
            var (keys, values) = past(i, Heads(Turned(parts[1])), Heads(parts[2]));
            var attended = graph.Attention(Heads(Turned(parts[0])), keys, values, mask);
            var joined = graph.Reshape(graph.Transpose(attended, 0, 2, 1, 3), tokens, width);
            x += graph.MatMul(joined, weight(In("attention.output")));
            var inner = graph.Relu(graph.MatMul(Norm(x, In("mlp.norm")), weight(In("mlp.up"))));
            x += graph.MatMul(inner * inner, weight(In("mlp.down")));
        }
        return Norm(x, "norm");
    }
}
