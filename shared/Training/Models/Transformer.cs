using Platform.Training.Graphs;

namespace Platform.Training.Models;

/// <summary>
/// A causal transformer: embeddings of the current and the previous tokens, then blocks of attention with rotary positions
/// and a squared-ReLU MLP, each behind a root-mean-square norm and added to the residual stream. One definition serves
/// training, scoring and decoding; <paramref name="weight"/> says what a weight is (an input, or a constant in a file). Only
/// the classifier has a bias: the gradient of a key's bias is zero.
/// </summary>
internal sealed class Transformer(Graph graph, TransformerShape shape, Func<string, Tensor> weight)
{
    private readonly Rotary _rotary = Rotary.Create(graph, shape.Context, shape.HeadSize);

    /// <summary>
    /// E0[x_t] + E1[x_(t-1)] + ..., [batch sequence, width], once sequences are built. The gradients of the embedding tables
    /// need only its gradient.
    /// </summary>
    public Tensor? Embedded { get; private set; }

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
            Additive(graph.LessOrEqual(graph.Reshape(steps, 1, sequence), graph.Reshape(steps, sequence, 1))),
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
            Additive(graph.And(causal, real)),
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
        Embedded = sum;
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
        Tensor Heads(Tensor t) =>
            graph.Transpose(graph.Reshape(t, batch, sequence, shape.Heads, shape.HeadSize), 0, 2, 1, 3);
        Tensor Turned(Tensor t) => graph.Rotate(graph.Reshape(t, batch, sequence, width), positions, _rotary);
        for (var i = 0; i < shape.Layers; i++)
        {
            Tensor W(string name) => weight($"blocks.{i}.{name}");
            var parts = graph.Split(
                graph.MatMul(graph.RmsNorm(x, W("attention.norm")), W("attention.query_key_value")),
                1,
                shape.Width,
                shape.Width,
                shape.Width
            );
            var (keys, values) = past(i, Heads(Turned(parts[1])), Heads(parts[2]));
            var attended = graph.Attention(Heads(Turned(parts[0])), keys, values, mask);
            var joined = graph.Reshape(graph.Transpose(attended, 0, 2, 1, 3), tokens, width);
            x += graph.MatMul(joined, W("attention.output"));
            x += graph.SquaredReluMatMul(graph.MatMul(graph.RmsNorm(x, W("mlp.norm")), W("mlp.up")), W("mlp.down"));
        }
        return graph.RmsNorm(x, weight("norm"));
    }

    /// <summary>0 where the condition holds, otherwise so low that its softmax is 0.</summary>
    private Tensor Additive(Tensor condition) => graph.Where(condition, graph.Scalar(0), graph.Scalar(-1e9));
}

/// <summary>The shape of a transformer's weights: everything that is needed to build one of its graphs.</summary>
/// <param name="Vocabulary">Number of token ids.</param>
/// <param name="Context">Number of positions.</param>
/// <param name="FirstNumber">Id of the integer 0, which has numeric features; null: no token is a number.</param>
/// <param name="LargestNumber">Largest integer that has a token.</param>
/// <param name="Classes">Classes of the step classifier; 0: no classifier.</param>
/// <param name="Language">Whether there is a next-token head.</param>
internal sealed record TransformerShape(
    int Vocabulary,
    int Context,
    int Layers,
    int Width,
    int Heads,
    int NGram,
    int? FirstNumber,
    int LargestNumber,
    int Classes,
    bool Language
)
{
    public int HeadSize => Width / Heads;

    /// <summary>Name of the embedding table of the token <paramref name="back"/> places before.</summary>
    public static string Embedding(int back) => $"embedding.{back}";

    /// <summary>Every weight, in memory order.</summary>
    public IReadOnlyList<ParameterShape> Parameters()
    {
        var list = new List<ParameterShape>();
        void Add(string name, double deviation, bool decays, params long[] shape) =>
            list.Add(new(name, shape, deviation, decays));
        const double deviation = 0.02;
        // Block outputs add up on the residual stream, so their standard deviation shrinks with the depth.
        var residual = deviation / Math.Sqrt(2 * Layers);
        for (var n = 0; n < NGram; n++)
            Add(Embedding(n), deviation, false, Vocabulary, Width);
        if (FirstNumber is not null)
            Add("features", deviation, false, NumberFeatures.Count, Width);
        for (var i = 0; i < Layers; i++)
        {
            Add($"blocks.{i}.attention.norm", 1, false, Width);
            Add($"blocks.{i}.attention.query_key_value", deviation, true, Width, 3 * Width);
            Add($"blocks.{i}.attention.output", residual, true, Width, Width);
            Add($"blocks.{i}.mlp.norm", 1, false, Width);
            Add($"blocks.{i}.mlp.up", deviation, true, Width, 4 * Width);
            Add($"blocks.{i}.mlp.down", residual, true, 4 * Width, Width);
        }
        Add("norm", 1, false, Width);
        if (Language)
            Add("language.head", deviation, true, Width, Vocabulary);
        if (Classes > 0)
        {
            Add("classifier.weight", 0, true, Width, Classes);
            Add("classifier.bias", 0, false, Classes);
        }
        return list;
    }
}

/// <summary>One weight.</summary>
/// <param name="Deviation">
/// Standard deviation of its random initialisation; vectors named <c>norm</c> start at 1, and 0 means zeros.
/// </param>
/// <param name="Decays">Whether weight decay applies.</param>
internal sealed record ParameterShape(string Name, long[] Shape, double Deviation, bool Decays)
{
    public bool IsGain => Name.EndsWith("norm", StringComparison.Ordinal);
    public int Count => (int)Shape.Aggregate(1L, (a, b) => a * b);
}
