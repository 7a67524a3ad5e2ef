using Microsoft.ML.OnnxRuntime;
using Platform.Contracts;
using Platform.Inference.Generation;

namespace Platform.Inference;

/// <summary>
/// One language model: a decoder graph with its tokenizer and prompt, from <c>language-model.json</c> or in ONNX Runtime
/// GenAI's layout. One <see cref="DecodeLoop"/> at a time samples from it.
/// </summary>
public sealed class LanguageModel : IDisposable
{
    private readonly TokenizedPieces _prompt;
    private readonly int[] _begin;

    private LanguageModel(Described described, ModelGraph graph, Tokenizer tokenizer, Decoder decoder, Provider runs)
    {
        (Name, MaximumTokens, End) = (described.Name, described.MaximumTokens, described.End);
        (Type, Fallback) = (graph.Type, graph.Fallback);
        (Tokenizer, Decoder, Runs) = (tokenizer, decoder, runs);
        _prompt = new TokenizedPieces(described.Prompt, SequenceTemplate.Statement, tokenizer);
        _begin = described.OwnPrompt ? [] : [.. tokenizer.Begin];
    }

    /// <summary>From the manifest, or in GenAI's layout the directory's name.</summary>
    public string Name { get; }

    /// <summary>Longest sequence, prompt included.</summary>
    public int MaximumTokens { get; }

    /// <summary>Token ids that end a sample.</summary>
    public IReadOnlyList<int> End { get; }

    public Tokenizer Tokenizer { get; }

    /// <summary>Where it runs: CUDA or the CPU.</summary>
    public Provider Runs { get; }

    /// <summary>What it computes with: <c>float32</c>, or on CUDA <c>float16</c> or <c>bfloat16</c>.</summary>
    public string Type { get; }

    /// <summary>Why a graph of 16 bits is not used, though there is one; otherwise null.</summary>
    public string? Fallback { get; }

    internal Decoder Decoder { get; }

    /// <summary>Opens the model in <paramref name="directory"/> and runs its self-test (<see cref="Proof"/>).</summary>
    /// <exception cref="InvalidDataException">
    /// Manifest, tokenizer, graph and golden completion do not match; the message says how.
    /// </exception>
    /// <exception cref="InvalidOperationException">CUDA was asked for and is not available.</exception>
    /// <exception cref="UnavailableModelException">
    /// It does not fit into the memory that is free, or its weights in place are missing or have changed.
    /// </exception>
    public static LanguageModel Load(string directory, LanguageModelOptions options)
    {
        var described = Describe(directory, options);
        return ModelGraph.Load(
            described.Graph.File,
            described.Half,
            options.Provider,
            graph => Load(directory, described, graph, options.Threads)
        );
    }

    /// <summary>Opens one graph of a model and runs the self-test.</summary>
    internal static LanguageModel LoadGraph(string directory, ModelGraph graph) =>
        Load(directory, Describe(directory, new()), graph, 0);

    private static LanguageModel Load(string directory, Described described, ModelGraph graph, int threads)
    {
        var weights = InPlaceWeights.Find(directory);
        var known = weights is null ? null : InPlaceRecord.Read(directory);
        weights?.Check(known);
        var model = Open(described, directory, graph, threads);
        try
        {
            var golden = described.Golden;
            var unknown = weights is not null && golden is { Completion: "", Tokens: > 0 };
            var first = unknown && known?.Completion is null;
            if (unknown && !first)
            {
                golden = golden! with { Completion = known!.Completion! };
            }

            var isRounded = graph.IsHalf || (unknown && known?.Type is not (null or ModelGraph.Single));
            Proof.Check(model, first ? null : golden, isRounded, directory);
            if (weights is not null && (known is null || first))
            {
                InPlaceRecord.Write(
                    directory,
                    weights,
                    null,
                    first ? Proof.Complete(model, golden!) : null,
                    graph.Type
                );
            }

            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Completes a manifest's golden example greedily, for a directory that does not have its manifest yet. Runs on the CPU.
    /// </summary>
    /// <exception cref="InvalidDataException">The model cannot be loaded or cannot decode.</exception>
    public static GoldenCompletion Measure(string directory, LanguageModelManifest manifest)
    {
        var described = Describe(manifest, directory);
        using var model = Open(described, directory, ModelGraph.Of(directory, manifest.Model, Provider.Cpu), 0);
        Proof.Check(model, null, isRounded: false, directory);
        return manifest.Golden with { Completion = Proof.Complete(model, manifest.Golden) };
    }

    private static LanguageModel Open(Described described, string directory, ModelGraph chosen, int threads)
    {
        var tokenizer = Tokenizer.Load(described.Tokenizer, directory);
        var graph = described.Graph with { File = chosen.File };
        if (!File.Exists(graph.File))
        {
            throw new InvalidDataException($"{graph.File} is missing: the manifest names it as the model.");
        }

        InferenceSession? session = null;
        try
        {
            (session, var runs) = Providers.Open(chosen, threads);
            return new LanguageModel(described, chosen, tokenizer, new Decoder(graph, session, runs), runs);
        }
        catch (OnnxRuntimeException e)
        {
            session?.Dispose();
            throw new InvalidDataException($"{graph.File} cannot be loaded: {e.Message}", e);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    /// <summary>The tokens before the first one sampled. Samples of one problem should share the array.</summary>
    /// <param name="statement">The problem's text.</param>
    /// <param name="prefix">Text that the samples continue.</param>
    /// <exception cref="UnknownCharacterException">A text holds a character that has no id.</exception>
    public int[] Prompt(string statement, string prefix = "")
    {
        var ids = new List<int>();
        _prompt.Append(statement, ids);
        if (prefix.Length > 0)
        {
            Tokenizer.Encode(prefix, ids);
        }

        return _begin.Length > 0 && !ids.Take(_begin.Length).SequenceEqual(_begin) ? [.. _begin, .. ids] : [.. ids];
    }

    public void Dispose() => Decoder.Dispose();

    private static Described Describe(string directory, LanguageModelOptions options)
    {
        var path = Path.Combine(directory, LanguageManifest.FileName);
        if (File.Exists(path))
        {
            return Describe(LanguageManifest.Parse(File.ReadAllBytes(path), path), directory);
        }
        if (!File.Exists(Path.Combine(directory, GenAiConfig.FileName)))
        {
            throw new InvalidDataException(
                $"{directory} is not a language model: it holds neither {LanguageManifest.FileName} nor {GenAiConfig.FileName}."
            );
        }

        var config = GenAiConfig.Read(directory);
        return new(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory))),
            config.Graph,
            config.MaximumTokens,
            new ManifestTokenizer("huggingFace", 0, null, null, null, null),
            [new TemplatePiece(options.Prompt, null)],
            false,
            config.End,
            null,
            null
        );
    }

    private static Described Describe(LanguageModelManifest m, string directory)
    {
        var graph = DecoderGraph.Usual(Path.Combine(directory, m.Model ?? "model.onnx"), m.Cache, m.NGram);
        return new(m.Name, graph, m.MaximumTokens, m.Tokenizer, m.Prompt, true, m.End, m.Golden, m.Half);
    }

    private sealed record Described(
        string Name,
        DecoderGraph Graph,
        int MaximumTokens,
        ManifestTokenizer Tokenizer,
        IReadOnlyList<TemplatePiece> Prompt,
        bool OwnPrompt,
        IReadOnlyList<int> End,
        GoldenCompletion? Golden,
        IReadOnlyList<HalfGraph>? Half
    );
}

/// <summary>How language models run.</summary>
/// <param name="Provider">Where.</param>
/// <param name="Threads">Threads per operator on the CPU; 0: one per core.</param>
/// <param name="Prompt">
/// The prompt of a model whose directory does not give one (GenAI's layout): special tokens by name, and <c>{statement}</c>
/// once.
/// </param>
public sealed record LanguageModelOptions(
    Provider Provider = Provider.Auto,
    int Threads = 0,
    string Prompt = SequenceTemplate.Statement + "\n"
);
