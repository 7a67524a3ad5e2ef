using Platform.Networks.Graphs;

namespace Platform.Networks.Llama;

/// <summary>
/// A network of the Llama family as a graph: blocks of grouped-query attention with rotary positions and a SwiGLU MLP, each
/// behind a root-mean-square norm and added to the residual stream. <paramref name="weight"/> says what a weight is.
/// </summary>
internal sealed class LlamaNetwork(Graph graph, LlamaShape shape, Func<string, Tensor> weight)
{
    private readonly (Tensor, Tensor) _rotary = graph.Rotary(
        new RotaryTable(shape.Context, shape.HeadSize, shape.Theta, shape.Scaling)
    );

    /// <summary>A weight by its name in the checkpoint.</summary>
    public Tensor Weight(string name) => weight(name);

    /// <summary>Hidden states of whole sequences from their first token, [batch sequence, width].</summary>
    /// <param name="ids">[batch, sequence].</param>
    public Tensor Sequences(Tensor ids)
    {
        var sequence = ids.Shape[1];
        var steps = graph.Range(sequence);
        var (keys, queries) = (graph.Reshape(steps, 1, sequence), graph.Reshape(steps, sequence, 1));
        return Blocks(ids, graph.List(0), sequence, Masks(keys, queries, null), (_, k, v) => (k, v));
    }

    /// <summary>
    /// Hidden states of the next tokens of sequences whose keys and values are known, [batch sequence, width].
    /// </summary>
    public Tensor Continue(DecoderInputs inputs)
    {
        var (batch, sequence, total) = (inputs.Ids.Shape[0], inputs.Ids.Shape[1], inputs.Attended.Shape[1]);
        var keys = graph.Reshape(graph.Range(total), 1, 1, 1, total);
        // The last `sequence` positions are the new ones.
        var rows = graph.Range(sequence) + (graph.Extent(total) - graph.Extent(sequence));
        var real = graph.LessOrEqual(graph.List(1), graph.Reshape(inputs.Attended, batch, 1, 1, total));
        return Blocks(
            inputs.Ids,
            inputs.Positions,
            total,
            Masks(keys, graph.Reshape(rows, 1, 1, sequence, 1), real),
            inputs.Present
        );
    }

    /// <summary>Logits over the vocabulary, [batch sequence, vocabulary].</summary>
    public Tensor Language(Tensor hidden) => graph.MatMul(hidden, weight(shape.Head), transposeB: true);

    /// <summary>Logits over the classes, [batch sequence, classes].</summary>
    public Tensor Classes(Tensor hidden) =>
        graph.MatMul(hidden, weight("score.weight"), transposeB: true) + weight("score.bias");

    /// <summary>The mask of a layer by its window: a token attends to itself and to what is before it, within the window.</summary>
    private Func<int?, Tensor> Masks(Tensor keys, Tensor queries, Tensor? real)
    {
        var masks = new Dictionary<int, Tensor>();
        return window =>
        {
            if (masks.TryGetValue(window ?? 0, out var mask))
                return mask;
            var seen = graph.LessOrEqual(keys, queries);
            if (window is { } size)
                seen = graph.And(seen, graph.LessOrEqual(queries, keys + graph.List(size - 1)));
            return masks[window ?? 0] = graph.Additive(real is null ? seen : graph.And(seen, real));
        };
    }

    private Tensor Blocks(
        Tensor ids,
        Tensor positions,
        Dim total,
        Func<int?, Tensor> masks,
        Func<int, Tensor, Tensor, (Tensor, Tensor)> past
    )
    {
        var (batch, sequence) = (ids.Shape[0], ids.Shape[1]);
        var tokens = batch * sequence;
        var (heads, keyHeads, size) = (shape.Heads, shape.KeyHeads, shape.HeadSize);
        Tensor Norm(Tensor t, string name) => graph.RmsNorm(t, weight($"{name}.weight"), shape.Epsilon);
        Tensor Project(Tensor t, string name, bool bias = false)
        {
            var y = graph.MatMul(t, weight($"{name}.weight"), transposeB: true);
            return bias ? y + weight($"{name}.bias") : y;
        }
        Tensor Heads(Tensor t, int count) =>
            graph.Transpose(graph.Reshape(t, batch, sequence, count, size), 0, 2, 1, 3);
        Tensor Turned(Tensor t, int count, string norm)
        {
            if (shape.QueryKeyNorm)
                t = Norm(graph.Reshape(t, batch, sequence, count, size), norm);
            return Heads(graph.Rotate(graph.Reshape(t, batch, sequence, count * size), positions, _rotary), count);
        }
        Tensor Shared(Tensor t) =>
            heads == keyHeads
                ? t
                : graph.Reshape(
                    graph.Expand(
                        graph.Reshape(t, batch, keyHeads, 1, total, size),
                        batch,
                        keyHeads,
                        heads / keyHeads,
                        total,
                        size
                    ),
                    batch,
                    heads,
                    total,
                    size
                );
        var x = graph.Gather(weight(LlamaShape.Embedding), graph.Reshape(ids, tokens));
        for (var i = 0; i < shape.Layers; i++)
        {
            string In(string name) => $"model.layers.{i}.{name}";
            var n = Norm(x, In("input_layernorm"));
            Tensor Attending(string name) => Project(n, In($"self_attn.{name}_proj"), shape.QueryKeyValueBias);
            var (keys, values) = past(
                i,
                Turned(Attending("k"), keyHeads, In("self_attn.k_norm")),
                Heads(Attending("v"), keyHeads)
            );
            var queries = Turned(Attending("q"), heads, In("self_attn.q_norm"));
            var attended = graph.Attention(queries, Shared(keys), Shared(values), masks(shape.WindowOf(i)));
            var joined = graph.Reshape(graph.Transpose(attended, 0, 2, 1, 3), tokens, heads * size);
            x += Project(joined, In("self_attn.o_proj"), shape.OutputBias);
            n = Norm(x, In("post_attention_layernorm"));
            var gate = Project(n, In("mlp.gate_proj"));
            x += Project(gate * graph.Sigmoid(gate) * Project(n, In("mlp.up_proj")), In("mlp.down_proj"));
        }
        return Norm(x, "model.norm");
    }
}
