namespace Platform.Networks.Llama;

/// <summary>
/// The shape of a network of the Llama family: Llama 2 and 3, Mistral, Qwen2 and Qwen3 are settings of one definition.
/// Weights have the names and layouts of the original checkpoints, [outputs, inputs].
/// </summary>
/// <param name="KeyHeads">Heads of keys and values; each serves Heads / KeyHeads heads of queries.</param>
/// <param name="HeadSize">Size of a head.</param>
/// <param name="Inner">Width of the MLP.</param>
/// <param name="Epsilon">Of the root-mean-square norms.</param>
/// <param name="Theta">Base of the rotary positions.</param>
/// <param name="Scaling">Of the rotary frequencies; null: none.</param>
/// <param name="QueryKeyValueBias">Whether the projections of queries, keys and values have biases (Qwen2).</param>
/// <param name="OutputBias">Whether the projection of the attention's output has a bias.</param>
/// <param name="QueryKeyNorm">Whether queries and keys are normalised in each head (Qwen3).</param>
/// <param name="Tied">Whether the next-token head is the embedding table.</param>
/// <param name="Window">Positions that a token attends to, itself included; null: all before it (Mistral).</param>
/// <param name="FirstWindowed">The first layer with a window; those before it attend to everything.</param>
public sealed record LlamaShape(
    int Vocabulary,
    int Context,
    int Layers,
    int Width,
    int Heads,
    int KeyHeads,
    int HeadSize,
    int Inner,
    double Epsilon,
    double Theta,
    RotaryScaling? Scaling,
    bool QueryKeyValueBias,
    bool OutputBias,
    bool QueryKeyNorm,
    bool Tied,
    int? Window,
    int FirstWindowed,
    int Classes,
    bool Language
) : NetworkShape(Vocabulary, Context, Layers, Width, Heads, Classes, Language)
{
    /// <summary>Name of the embedding table.</summary>
    public const string Embedding = "model.embed_tokens.weight";

    /// <summary>Name of the next-token head's weights; tied ones are the embedding table.</summary>
    public string Head => Tied ? Embedding : "lm_head.weight";

    /// <summary>The window of a layer; null: everything before a token.</summary>
    public int? WindowOf(int layer) => layer >= FirstWindowed ? Window : null;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> Parameters()
    {
        var list = new List<ParameterShape>();
        const double deviation = 0.02;
        void Matrix(string name, long outputs, long inputs, bool bias = false)
        {
            list.Add(new($"{name}.weight", [outputs, inputs], deviation, true));
            if (bias)
            {
                list.Add(new($"{name}.bias", [outputs], 0, false));
            }
        }
        void Gain(string name, long width) => list.Add(new($"{name}.weight", [width], 0, false, 1));
        list.Add(new(Embedding, [Vocabulary, Width], deviation, false));
        for (var i = 0; i < Layers; i++)
        {
            var layer = $"model.layers.{i}";
            Gain($"{layer}.input_layernorm", Width);
            Matrix($"{layer}.self_attn.q_proj", Heads * HeadSize, Width, QueryKeyValueBias);
            Matrix($"{layer}.self_attn.k_proj", KeyHeads * HeadSize, Width, QueryKeyValueBias);
            Matrix($"{layer}.self_attn.v_proj", KeyHeads * HeadSize, Width, QueryKeyValueBias);
            if (QueryKeyNorm)
            {
                Gain($"{layer}.self_attn.q_norm", HeadSize);
                Gain($"{layer}.self_attn.k_norm", HeadSize);
            }
            Matrix($"{layer}.self_attn.o_proj", Width, Heads * HeadSize, OutputBias);
            Gain($"{layer}.post_attention_layernorm", Width);
            Matrix($"{layer}.mlp.gate_proj", Inner, Width);
            Matrix($"{layer}.mlp.up_proj", Inner, Width);
            Matrix($"{layer}.mlp.down_proj", Width, Inner);
        }
        Gain("model.norm", Width);
        if (Language && !Tied)
        {
            Matrix("lm_head", Vocabulary, Width);
        }

        if (Classes > 0)
        {
            list.Add(new("score.weight", [Classes, Width], 0, true));
            list.Add(new("score.bias", [Classes], 0, false));
        }
        return list;
    }
}
