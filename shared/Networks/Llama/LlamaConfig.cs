using System.Text.Json;

namespace Platform.Networks.Llama;

/// <summary>A checkpoint's <c>config.json</c>, as far as it describes the network.</summary>
public sealed record LlamaConfig
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "config.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private static readonly string[] Families = ["llama", "mistral", "qwen2", "qwen3"];

    public required string ModelType { get; init; }
    public required int VocabSize { get; init; }
    public required int HiddenSize { get; init; }
    public required int IntermediateSize { get; init; }
    public required int NumHiddenLayers { get; init; }
    public required int NumAttentionHeads { get; init; }
    public int? NumKeyValueHeads { get; init; }
    public int? HeadDim { get; init; }
    public int MaxPositionEmbeddings { get; init; } = 2048;
    public double RmsNormEps { get; init; } = 1e-6;
    public double? RopeTheta { get; init; }
    public Rope? RopeScaling { get; init; }
    public Rope? RopeParameters { get; init; }
    public bool TieWordEmbeddings { get; init; }
    public bool? AttentionBias { get; init; }
    public bool MlpBias { get; init; }
    public string HiddenAct { get; init; } = "silu";
    public int? SlidingWindow { get; init; }
    public bool? UseSlidingWindow { get; init; }
    public int? MaxWindowLayers { get; init; }
    public IReadOnlyList<string>? LayerTypes { get; init; }

    /// <summary>Reads the file of a checkpoint's directory.</summary>
    /// <exception cref="InvalidDataException">It is missing, or no description of a network.</exception>
    public static LlamaConfig Read(string directory)
    {
        var path = Path.Combine(directory, FileName);
        return File.Exists(path)
            ? Parse(File.ReadAllBytes(path), path)
            : throw new InvalidDataException($"{directory} holds no {FileName}.");
    }

    /// <summary>Reads the content of the file; <paramref name="file"/> names it in errors.</summary>
    /// <exception cref="InvalidDataException">It is no description of a network.</exception>
    public static LlamaConfig Parse(ReadOnlySpan<byte> json, string file)
    {
        try
        {
            return JsonSerializer.Deserialize<LlamaConfig>(json, Json)
                ?? throw new InvalidDataException($"{file} is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file} does not describe a network: {e.Message}", e);
        }
    }

    /// <summary>The network's shape with the head that is asked for.</summary>
    /// <param name="classes">Classes of the step classifier; 0: none.</param>
    /// <param name="language">Whether there is a next-token head.</param>
    /// <exception cref="InvalidDataException">The network is of no family that can be built; the message says why.</exception>
    public LlamaShape Shape(int classes, bool language)
    {
        if (!Families.Contains(ModelType))
        {
            throw new InvalidDataException(
                $"model_type '{ModelType}' is not supported; these are: {string.Join(", ", Families)}."
            );
        }

        if (HiddenAct != "silu")
        {
            throw new InvalidDataException($"hidden_act '{HiddenAct}' is not supported, only silu.");
        }

        if (MlpBias)
        {
            throw new InvalidDataException("mlp_bias is not supported.");
        }

        var keyHeads = NumKeyValueHeads ?? NumAttentionHeads;
        if (NumAttentionHeads < 1 || keyHeads < 1 || NumAttentionHeads % keyHeads != 0)
        {
            throw new InvalidDataException(
                $"{NumAttentionHeads} attention heads cannot share {keyHeads} heads of keys and values."
            );
        }

        var headSize = HeadDim ?? HiddenSize / NumAttentionHeads;
        if (headSize < 2 || headSize % 2 != 0)
        {
            throw new InvalidDataException($"a head of size {headSize} has no pairs for rotary positions.");
        }

        var (window, first) = Windows();
        return new(
            VocabSize,
            MaxPositionEmbeddings,
            NumHiddenLayers,
            HiddenSize,
            NumAttentionHeads,
            keyHeads,
            headSize,
            IntermediateSize,
            RmsNormEps,
            RopeTheta ?? RopeParameters?.RopeTheta ?? 10000,
            (RopeScaling ?? RopeParameters)?.Scaling(),
            ModelType == "qwen2" || AttentionBias == true,
            ModelType != "qwen2" && AttentionBias == true,
            ModelType == "qwen3",
            TieWordEmbeddings,
            window,
            first,
            classes,
            language
        );
    }

    /// <summary>The window, and the first layer that has it.</summary>
    private (int? Window, int First) Windows()
    {
        var wanted = UseSlidingWindow ?? (ModelType == "mistral");
        if (!wanted || SlidingWindow is not { } window)
        {
            return (null, 0);
        }

        if (LayerTypes is null)
        {
            return (window, ModelType == "mistral" ? 0 : MaxWindowLayers ?? NumHiddenLayers);
        }

        var first = LayerTypes.TakeWhile(t => t != "sliding_attention").Count();
        if (LayerTypes.Skip(first).Any(t => t != "sliding_attention"))
        {
            throw new InvalidDataException("layer_types that alternate are not supported.");
        }

        return (window, first);
    }

    /// <summary>Rotary positions: <c>rope_scaling</c>, or <c>rope_parameters</c> of newer checkpoints.</summary>
    public sealed record Rope
    {
        public string? RopeType { get; init; }
        public string? Type { get; init; }
        public double? RopeTheta { get; init; }
        public double? Factor { get; init; }
        public double? LowFreqFactor { get; init; }
        public double? HighFreqFactor { get; init; }
        public int? OriginalMaxPositionEmbeddings { get; init; }

        private string Kind => RopeType ?? Type ?? "default";

        internal RotaryScaling? Scaling() =>
            Kind switch
            {
                "default" => null,
                "linear" when Factor is { } factor => new(factor),
                "llama3"
                    when (Factor, LowFreqFactor, HighFreqFactor, OriginalMaxPositionEmbeddings)
                        is
                        ({ } factor, { } low, { } high, { } context) => new(factor, low, high, context),
                _ => throw new InvalidDataException(
                    $"rope_scaling '{Kind}' is not supported or incomplete; default, linear and llama3 are."
                ),
            };
    }
}
