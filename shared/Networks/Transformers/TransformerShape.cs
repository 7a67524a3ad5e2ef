namespace Platform.Networks.Transformers;

/// <summary>The shape of a small transformer that is trained from scratch.</summary>
/// <param name="NGram">Tokens that the input embedding sees: the current one and those before it.</param>
/// <param name="FirstNumber">Id of the integer 0, which has numeric features; null: no token is a number.</param>
/// <param name="LargestNumber">Largest integer that has a token.</param>
public sealed record TransformerShape(
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
) : NetworkShape(Vocabulary, Context, Layers, Width, Heads, Classes, Language)
{
    /// <summary>File of a trained model's directory that holds its shape.</summary>
    public const string FileName = "transformer.json";

    /// <summary>Of the root-mean-square norms.</summary>
    public const double Epsilon = 1e-6;

    /// <summary>Size of an attention head.</summary>
    public int HeadSize => Width / Heads;

    /// <summary>Name of the embedding table of the token <paramref name="back"/> places before.</summary>
    public static string Embedding(int back) => $"embedding.{back}";

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> Parameters()
    {
        var list = new List<ParameterShape>();
        void Add(string name, double deviation, bool decays, params long[] shape) =>
            list.Add(new(name, shape, deviation, decays));
        void Gain(string name) => list.Add(new(name, [Width], 0, false, 1));
        const double deviation = 0.02;
        // Block outputs add up on the residual stream, so their standard deviation shrinks with the depth.
        var residual = deviation / Math.Sqrt(2 * Layers);
        for (var n = 0; n < NGram; n++)
        {
            Add(Embedding(n), deviation, false, Vocabulary, Width);
        }

        if (FirstNumber is not null)
        {
            Add("features", deviation, false, NumberFeatures.Count, Width);
        }

        for (var i = 0; i < Layers; i++)
        {
            Gain($"blocks.{i}.attention.norm");
            Add($"blocks.{i}.attention.query_key_value", deviation, true, Width, 3 * Width);
            Add($"blocks.{i}.attention.output", residual, true, Width, Width);
            Gain($"blocks.{i}.mlp.norm");
            Add($"blocks.{i}.mlp.up", deviation, true, Width, 4 * Width);
            Add($"blocks.{i}.mlp.down", residual, true, 4 * Width, Width);
        }
        Gain("norm");
        if (Language)
        {
            Add("language.head", deviation, true, Width, Vocabulary);
        }

        if (Classes > 0)
        {
            Add("classifier.weight", 0, true, Width, Classes);
            Add("classifier.bias", 0, false, Classes);
        }
        return list;
    }
}
