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
        var mask = graph.Additive(
            graph.LessOrEqual(graph.Reshape(steps, 1, sequence), graph.Reshape(steps, sequence, 1))
        );
        Tensor Heads(Tensor t) => graph.ToHeads(t, shape.Heads, shape.HeadSize);
        return Blocks(
            Embed(before is null ? ids : graph.Concat(1, before, ids), ids.Shape),
            ids.Shape,
            graph.List(0),
            (_, q, k, v) => graph.FromHeads(graph.Attention(Heads(q), Heads(k), Heads(v), mask))
        );
    }

    /// <summary>
    /// Hidden states of the next tokens of sequences whose keys and values are known, [batch sequence, width].
    /// </summary>
    /// <param name="inputs">The new tokens and the cache.</param>
    /// <param name="before">The ids before the new ones, [batch, n-gram - 1]; null for an n-gram of 1.</param>
    public Tensor Continue(DecoderInputs inputs, Tensor? before) =>
        Blocks(
            Embed(before is null ? inputs.Ids : graph.Concat(1, before, inputs.Ids), inputs.Ids.Shape),
            inputs.Ids.Shape,
            inputs.Positions,
            (layer, q, k, v) => inputs.Attend(layer, q, k, v)
        );

    /// <summary>Logits over the vocabulary, [tokens, vocabulary].</summary>
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
        {
            sum += graph.Gather(weight(TransformerShape.Embedding(n)), Shifted(n));
        }

        if (shape.FirstNumber is not { } first)
        {
            return sum;
        }

        var table = graph.Numbers(
            NumberFeatures.Table(shape.Vocabulary, first, shape.LargestNumber),
            shape.Vocabulary,
            NumberFeatures.Count
        );
        return sum + graph.MatMul(graph.Gather(table, Shifted(0)), weight("features"));
    }

    /// <param name="x">Embeddings, [batch sequence, width].</param>
    /// <param name="current">[batch, sequence].</param>
    /// <param name="positions">[1] with the first position, or [batch, sequence].</param>
    /// <param name="attend">
    /// Attention of a layer, from queries, keys and values [batch, sequence, width] to [batch sequence, width].
    /// </param>
    private Tensor Blocks(
        Tensor x,
        IReadOnlyList<Dim> current,
        Tensor positions,
        Func<int, Tensor, Tensor, Tensor, Tensor> attend
    )
    {
        Tensor Norm(Tensor t, string gain) => graph.RmsNorm(t, weight(gain), TransformerShape.Epsilon);
        Tensor Joined(Tensor t) => graph.Reshape(t, current[0], current[1], shape.Width);
        Tensor Turned(Tensor t) => graph.Rotate(Joined(t), positions, _rotary);
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
            var attended = attend(i, Turned(parts[0]), Turned(parts[1]), Joined(parts[2]));
            x += graph.MatMul(attended, weight(In("attention.output")));
            var inner = graph.Relu(graph.MatMul(Norm(x, In("mlp.norm")), weight(In("mlp.up"))));
            x += graph.MatMul(inner * inner, weight(In("mlp.down")));
        }
        return Norm(x, "norm");
    }
}
