using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Platform.Contracts;
using Platform.Inference;
using Platform.Networks;
using Platform.Networks.Graphs;
using Platform.Networks.Llama;
using Platform.Networks.Weights;

namespace Platform.Checkpoints;

/// <summary>
/// A checkpoint's directory as it comes from Hugging Face's hub: <c>config.json</c>, <c>*.safetensors</c> with or without an
/// index, <c>tokenizer.json</c>, <c>tokenizer_config.json</c>.
/// </summary>
public sealed class Checkpoint
{
    private const string Golden = "golden.json";
    private const double Tolerance = 1e-3;
    private const int GoldenTokens = 16;
    private const string ExampleStatement = "What is 12 + 30?";

    /// <summary>What a training needs to start from the checkpoint, beside the files that a scorer needs.</summary>
    private static readonly string[] Described =
    [
        LlamaConfig.FileName,
        "model.safetensors.index.json",
        "tokenizer_config.json",
        "generation_config.json",
        "chat_template.jinja",
    ];

    private static readonly string[] ExampleSteps = ["12 + 30 = 42.", "The answer is 42."];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string _directory;
    private readonly LlamaConfig _config;
    private readonly Safetensors _tensors;
    private readonly Tokenizer _tokenizer;
    private readonly CheckpointSettings _settings;

    private readonly bool _inPlace;

    private Checkpoint(string directory, bool inPlace)
    {
        (_directory, _inPlace) = (directory, inPlace);
        _config = LlamaConfig.Read(directory);
        _tensors = Safetensors.OpenDirectory(directory);
        if (inPlace)
        {
            _tensors = _tensors.Resolved();
        }

        _tokenizer = HuggingFaceTokenizer.Load(Path.Combine(directory, "tokenizer.json"), lazily: true);
        _settings = CheckpointSettings.Read(directory);
    }

    /// <summary>Reads a directory.</summary>
    /// <exception cref="InvalidDataException">A file is missing or cannot be used; the message says which and why.</exception>
    /// <param name="directory">The directory.</param>
    /// <param name="inPlace">Whether the weights stay there; then nothing of them but their headers is read.</param>
    public static Checkpoint Open(string directory, bool inPlace = false) => new(directory, inPlace);

    /// <summary>The files with the weights; in place, those that links lead to.</summary>
    public IReadOnlyList<string> Weights =>
        [.. _tensors.Names.Select(n => _tensors.Find(n)!.File).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The files that the model's directory needs, without the graph and the manifest.</summary>
    public IReadOnlyList<string> Files =>
        [
            .. _inPlace ? [] : Weights,
            Path.Combine(_directory, "tokenizer.json"),
            .. Described.Select(name => Path.Combine(_directory, name)).Where(File.Exists),
        ];

    /// <summary>
    /// Writes the graph and the manifest into a directory that holds the checkpoint's <see cref="Files"/>. The model is loaded
    /// once for its golden example, but in place, where the first load makes it.
    /// </summary>
    /// <param name="directory">The directory.</param>
    /// <param name="name">The model's name.</param>
    /// <param name="family">One of <see cref="Family.All"/>, <c>language</c>, or <c>auto</c>.</param>
    /// <param name="prompt">A language model's prompt with {statement}; null: by the chat template.</param>
    /// <param name="chatTemplate">One of <see cref="ChatPreset.Names"/>; null: the checkpoint's own template.</param>
    /// <returns>The model's kind, as <see cref="ModelKind"/>.</returns>
    /// <exception cref="InvalidDataException">The checkpoint cannot be used so; the message says why.</exception>
    public string Write(
        string directory,
        string name,
        string family,
        string? prompt = null,
        string? chatTemplate = null
    )
    {
        if (_inPlace)
        {
            InPlaceWeights.Of(Weights).Write(directory);
        }

        var head = CheckpointHead.Find(_tensors);
        var found = family switch
        {
            "auto" => Family.Of(
                _settings.Architecture,
                _tensors.Find("v_head.summary.weight") is not null,
                _tensors.Find("score_head.weight") is not null
            ),
            ModelKind.Language => null,
            _ => Family.Find(family)
                ?? throw new InvalidDataException(
                    $"There is no family '{family}'; these are: auto, language, {string.Join(", ", Family.All.Select(f => f.Name))}."
                ),
        };
        if (found is null && family == "auto" && head is not null)
        {
            throw new InvalidDataException(
                $"{_directory} has a scoring head, but '{_settings.Architecture}' names no known family: say which with --family."
            );
        }

        if (found is null)
        {
            WriteLanguageModel(
                directory,
                name,
                prompt ?? ChatTemplate.Prompt(_settings, _tokenizer, chatTemplate, _directory)
            );
            return ModelKind.Language;
        }
        WriteRewardModel(directory, name, found, head);
        return found.Kind;
    }

    private void WriteRewardModel(string directory, string name, Family family, CheckpointHead? head)
    {
        var tokens = new CheckpointTokens(_tokenizer);
        var shape = _config.Shape(0, language: family.Labels is not null);
        if (family.Labels is { } labels)
        {
            head = new CheckpointHead.LabelTokens(LanguageHead(shape), [.. labels.Select(tokens.Last)]);
        }

        if (head is null)
        {
            throw new InvalidDataException($"{_directory} has no scoring head, which {family.Name} needs.");
        }

        var (classes, kind) = (family.Classes, family.Head);
        // A sequence classifier with two outputs gives the logits of both classes.
        if (family.Kind == ModelKind.Outcome && head.Outputs == 2)
        {
            (classes, kind) = (["negative", "positive"], "softmax");
        }

        if (head.Outputs != classes.Count)
        {
            throw new InvalidDataException(
                $"its head has {head.Outputs} outputs, but {family.Name} has {classes.Count} classes."
            );
        }

        GraphFiles.Write(
            directory,
            name,
            _tensors.HasBFloat16,
            real => CheckpointGraphs.Scoring(shape, _tensors, head, real)
        );
        var given = ReadGolden<GoldenExample>();
        var manifest = new RewardModelManifest(
            name,
            family.Kind,
            classes,
            $"{family.Name}, from {Path.GetFileName(Path.GetFullPath(_directory))}",
            GraphFiles.Single,
            _config.MaxPositionEmbeddings,
            HuggingFace(),
            family.Template(tokens),
            family.Read,
            new ManifestHead(kind, null),
            null,
            GraphNames.Logits,
            given ?? new GoldenExample(ExampleStatement, ExampleSteps, [], Tolerance),
            GraphFiles.Half(directory)
        );
        if (given is null && !_inPlace)
        {
            manifest = manifest with
            {
                Golden = manifest.Golden with { Expected = RewardModel.Measure(directory, manifest) },
            };
        }

        Put(directory, ModelManifests.RewardModel, manifest);
    }

    private void WriteLanguageModel(string directory, string name, string prompt)
    {
        var shape = _config.Shape(0, language: true);
        LanguageHead(shape);
        GraphFiles.Write(
            directory,
            name,
            _tensors.HasBFloat16,
            real => CheckpointGraphs.Decoding(shape, _tensors, real)
        );
        var given = ReadGolden<GoldenCompletion>();
        var manifest = new LanguageModelManifest(
            name,
            $"from {Path.GetFileName(Path.GetFullPath(_directory))}",
            GraphFiles.Single,
            _config.MaxPositionEmbeddings,
            HuggingFace(),
            [new(prompt, null)],
            _settings.End(_tokenizer),
            new KeyValueCache(shape.Layers, shape.KeyHeads, shape.HeadSize, DecoderInputs.InPlace(shape.HeadSize)),
            1,
            given ?? new GoldenCompletion(ExampleStatement, "", GoldenTokens),
            GraphFiles.Half(directory)
        );
        if (given is null && !_inPlace)
        {
            manifest = manifest with { Golden = LanguageModel.Measure(directory, manifest) };
        }

        Put(directory, ModelManifests.LanguageModel, manifest);
    }

    private string LanguageHead(LlamaShape shape) =>
        _tensors.Find(shape.Head) is not null || _tensors.Find($"pretrained_model.{shape.Head}") is not null
            ? shape.Head
            : throw new InvalidDataException($"{_directory} holds no {shape.Head}: it has no next-token head.");

    private ManifestTokenizer HuggingFace() => new("huggingFace", _settings.Pad(_tokenizer), null, null, null, null);

    private T? ReadGolden<T>()
        where T : class
    {
        string path = Path.Combine(_directory, Golden);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), Json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not a golden example: {e.Message}", e);
        }
    }

    private static void Put<T>(string directory, string file, T value) =>
        File.WriteAllText(Path.Combine(directory, file), JsonSerializer.Serialize(value, Json) + "\n");
}
