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
        var masks = Masks(ids.Shape[1]);
        Tensor Heads(Tensor t, int count) => graph.ToHeads(t, count, shape.HeadSize);
        return Blocks(
            ids,
            graph.List(0),
            (layer, q, k, v) =>
                graph.FromHeads(
                    graph.Attention(
                        Heads(q, shape.Heads),
                        Heads(k, shape.KeyHeads),
                        Heads(v, shape.KeyHeads),
                        masks(shape.WindowOf(layer))
                    )
                )
        );
    }

    /// <summary>
    /// Hidden states of the next tokens of sequences whose keys and values are known, [batch sequence, width].
    /// </summary>
    public Tensor Continue(DecoderInputs inputs) =>
        Blocks(inputs.Ids, inputs.Positions, (layer, q, k, v) => inputs.Attend(layer, q, k, v, shape.WindowOf(layer)));

    /// <summary>Logits over the vocabulary, [tokens, vocabulary].</summary>
    public Tensor Language(Tensor hidden) => graph.MatMul(hidden, weight(shape.Head), transposeB: true);

    /// <summary>Logits over the classes, [batch sequence, classes].</summary>
    public Tensor Classes(Tensor hidden) =>
        graph.MatMul(hidden, weight("score.weight"), transposeB: true) + weight("score.bias");

    /// <summary>The mask of a layer by its window: a token attends to itself and to what is before it, within the window.</summary>
    private Func<int?, Tensor> Masks(Dim sequence)
    {
        var steps = graph.Range(sequence);
        var (keys, queries) = (graph.Reshape(steps, 1, sequence), graph.Reshape(steps, sequence, 1));
        var masks = new Dictionary<int, Tensor>();
        return window =>
        {
            if (masks.TryGetValue(window ?? 0, out var mask))
            {
                return mask;
            }

            var seen = graph.LessOrEqual(keys, queries);
            if (window is { } size)
            {
                seen = graph.And(seen, graph.LessOrEqual(queries, keys + graph.List(size - 1)));
            }

            return masks[window ?? 0] = graph.Additive(seen);
        };
    }

    /// <param name="ids">[batch, sequence].</param>
    /// <param name="positions">[1] with the first position, or [batch, sequence].</param>
    /// <param name="attend">
    /// Attention of a layer, from queries, keys and values [batch, sequence, heads h] to [batch sequence, heads h].
    /// </param>
    private Tensor Blocks(Tensor ids, Tensor positions, Func<int, Tensor, Tensor, Tensor, Tensor> attend)
    {
        var (batch, sequence) = (ids.Shape[0], ids.Shape[1]);
        var (heads, keyHeads, size) = (shape.Heads, shape.KeyHeads, shape.HeadSize);
        Tensor Norm(Tensor t, string name) => graph.RmsNorm(t, weight($"{name}.weight"), shape.Epsilon);
        Tensor Project(Tensor t, string name, bool bias = false)
        {
            var y = graph.MatMul(t, weight($"{name}.weight"), transposeB: true);
            return bias ? y + weight($"{name}.bias") : y;
        }
        Tensor Joined(Tensor t, int count) => graph.Reshape(t, batch, sequence, count * size);
        Tensor Turned(Tensor t, int count, string norm)
        {
            if (shape.QueryKeyNorm)
            {
                t = Norm(graph.Reshape(t, batch, sequence, count, size), norm);
            }

            return graph.Rotate(Joined(t, count), positions, _rotary);
        }
        var x = graph.Gather(weight(LlamaShape.Embedding), graph.Reshape(ids, batch * sequence));
        for (var i = 0; i < shape.Layers; i++)
        {
            string In(string name) => $"model.layers.{i}.{name}";
            var n = Norm(x, In("input_layernorm"));
            Tensor Attending(string name) => Project(n, In($"self_attn.{name}_proj"), shape.QueryKeyValueBias);
            var attended = attend(
                i,
                Turned(Attending("q"), heads, In("self_attn.q_norm")),
                Turned(Attending("k"), keyHeads, In("self_attn.k_norm")),
                Joined(Attending("v"), keyHeads)
            );
            x += Project(attended, In("self_attn.o_proj"), shape.OutputBias);
            n = Norm(x, In("post_attention_layernorm"));
            var gate = Project(n, In("mlp.gate_proj"));
            x += Project(gate * graph.Sigmoid(gate) * Project(n, In("mlp.up_proj")), In("mlp.down_proj"));
        }
        return Norm(x, "model.norm");
    }
}
