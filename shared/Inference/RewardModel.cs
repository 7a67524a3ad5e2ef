using Microsoft.ML.OnnxRuntime;
using Platform.Contracts;

namespace Platform.Inference;

/// <summary>One reward model: one ONNX session behind its manifest. Runs one batch at a time.</summary>
public sealed class RewardModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly ScoreReader _reader;
    private readonly InputBuffer[] _inputs;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;

    private RewardModel(
        RewardModelManifest manifest,
        Tokenizer tokenizer,
        ModelGraph graph,
        InferenceSession session,
        Provider runs
    )
    {
        (Manifest, Runs, Type, Fallback, _session) = (manifest, runs, graph.Type, graph.Fallback, session);
        Template = new SequenceTemplate(manifest, tokenizer);
        var file = Path.GetFileName(graph.File);
        _inputs = InputBuffer.For(manifest, session, file);
        _inputNames = [.. _inputs.Select(i => i.Name)];
        _outputNames = [manifest.Output];
        _reader = new ScoreReader(manifest, session, file);
    }

    public RewardModelManifest Manifest { get; }

    /// <summary>Where it runs: CUDA or the CPU.</summary>
    public Provider Runs { get; }

    /// <summary>What it computes with: <c>float32</c>, or on CUDA <c>float16</c> or <c>bfloat16</c>.</summary>
    public string Type { get; }

    /// <summary>Why a graph of 16 bits is not used, though there is one; otherwise null.</summary>
    public string? Fallback { get; }

    /// <summary>
    /// Builds the sequences that <see cref="Score(IReadOnlyList{TokenSequence})"/> takes; safe to use while a batch runs.
    /// </summary>
    public SequenceTemplate Template { get; }

    /// <summary>Largest number of tokens in a batch, padding included, for which the output can still be read.</summary>
    public int TokenLimit => _reader.TokenLimit;

    /// <summary>Opens the model in <paramref name="directory"/> and checks it against its golden example.</summary>
    /// <exception cref="InvalidDataException">
    /// Manifest, tokenizer, graph and golden example do not match; the message says how.
    /// </exception>
    /// <exception cref="InvalidOperationException">CUDA was asked for and is not available.</exception>
    /// <exception cref="UnavailableModelException">
    /// It does not fit into the memory that is free, or its weights in place are missing or have changed.
    /// </exception>
    public static RewardModel Load(string directory, RewardModelOptions options)
    {
        var manifest = Platform.Inference.Manifest.Read(directory);
        return ModelGraph.Load(
            ModelGraph.Of(directory, manifest.Model, options.Provider).File,
            manifest.Half,
            options.Provider,
            graph => LoadGraph(directory, manifest, graph, options.Threads)
        );
    }

    /// <summary>Opens one graph of a model and checks it against the golden example.</summary>
    internal static RewardModel LoadGraph(string directory, RewardModelManifest manifest, ModelGraph graph, int threads)
    {
        var weights = InPlaceWeights.Find(directory);
        var known = weights is null ? null : InPlaceRecord.Read(directory);
        weights?.Check(known);
        var model = Open(directory, manifest, graph, threads);
        try
        {
            var golden = manifest.Golden;
            var first = weights is not null && golden.Expected.Count == 0 && known?.Expected is null;
            if (first)
            {
                golden = golden with { Expected = model.Measure(directory) };
            }
            else if (golden.Expected.Count == 0)
            {
                golden = golden with { Expected = known!.Expected! };
            }

            var rounding = Math.Max(ModelGraph.Tolerance(graph.Type), ModelGraph.Tolerance(known?.Type));
            model.CheckGolden(directory, golden with { Tolerance = Math.Max(golden.Tolerance, rounding) });
            if (weights is not null && (known is null || first))
            {
                InPlaceRecord.Write(directory, weights, first ? golden.Expected : null, null, graph.Type);
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
    /// Computes the probabilities of a manifest's golden example, for a directory that does not have its manifest yet. Runs on
    /// the CPU.
    /// </summary>
    /// <exception cref="InvalidDataException">The model cannot be loaded or cannot score the example.</exception>
    public static IReadOnlyList<double[]> Measure(string directory, RewardModelManifest manifest)
    {
        using var model = Open(directory, manifest, ModelGraph.Of(directory, manifest.Model, Provider.Cpu), 0);
        return model.Measure(directory);
    }

    private IReadOnlyList<double[]> Measure(string directory)
    {
        var scores = Score(Manifest.Golden.Statement, Manifest.Golden.Steps);
        return scores.Probabilities
            ?? throw new InvalidDataException($"{directory} cannot score an example: {scores.Failure}.");
    }

    private static RewardModel Open(string directory, RewardModelManifest manifest, ModelGraph graph, int threads)
    {
        var tokenizer = Tokenizer.Load(manifest.Tokenizer, directory);
        if (!File.Exists(graph.File))
        {
            throw new InvalidDataException($"{graph.File} is missing: the manifest names it as the model.");
        }

        InferenceSession? session = null;
        try
        {
            (session, var runs) = Providers.Open(graph, threads);
            return new RewardModel(manifest, tokenizer, graph, session, runs);
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

    /// <summary>
    /// Runs one batch. A faulty sequence fails alone: when the batch cannot be run, each sequence is run by itself.
    /// </summary>
    /// <returns>One entry per sequence, in order.</returns>
    public Scores[] Score(IReadOnlyList<TokenSequence> batch)
    {
        if (batch.Count == 0)
        {
            return [];
        }

        try
        {
            return Run(batch);
        }
        catch (OnnxRuntimeException e) when (batch.Count == 1)
        {
            return [new(null, $"the model cannot be run on it: {e.Message}")];
        }
        catch (OnnxRuntimeException)
        {
            return [.. batch.SelectMany(s => Score([s]))];
        }
    }

    /// <summary>Scores one solution by itself.</summary>
    public Scores Score(string statement, IReadOnlyList<string> steps)
    {
        try
        {
            var (sequence, failure) = Template.Complete(Template.Prefix(statement), steps);
            return sequence is null ? new(null, failure) : Score([sequence])[0];
        }
        catch (UnknownCharacterException e)
        {
            return new(null, $"statement: {e.Message}");
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }

    private Scores[] Run(IReadOnlyList<TokenSequence> batch)
    {
        var width = batch.Max(s => s.Ids.Length);
        var values = new OrtValue[_inputs.Length];
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = _inputs[i].Fill(batch, width);
            }

            using var outputs = _session.Run(_run, _inputNames, values, _outputNames);
            return _reader.Read(outputs[0], batch, width);
        }
        finally
        {
            foreach (var value in values)
            {
                value?.Dispose();
            }
        }
    }

    private void CheckGolden(string directory, GoldenExample golden) =>
        GoldenCheck.Run(directory, Manifest.Name, $"on {Runs}", golden, Score(golden.Statement, golden.Steps));
}

/// <summary>How reward models run.</summary>
/// <param name="Provider">Where.</param>
/// <param name="Threads">Threads per operator on the CPU; 0: one per core.</param>
public sealed record RewardModelOptions(Provider Provider = Provider.Auto, int Threads = 0);

/// <summary>The result for one solution. Exactly one of the two is present.</summary>
/// <param name="Probabilities">One row per step (a single row for outcome models), one column per class.</param>
/// <param name="Failure">Why there are no probabilities.</param>
public readonly record struct Scores(IReadOnlyList<double[]>? Probabilities, string? Failure);
