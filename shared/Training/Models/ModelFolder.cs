using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.ML.OnnxRuntime;
using Platform.Contracts;
using Platform.Inference;
using Platform.Inference.Generation;
using Platform.Networks;
using Platform.Networks.Graphs;
using Platform.Networks.Llama;
using Platform.Networks.Transformers;
using Platform.Networks.Weights;
using Platform.Training.Modules;

namespace Platform.Training.Models;

/// <summary>Writes a trained model's directory, and reads one as the base of another training.</summary>
internal static class ModelFolder
{
    /// <summary>File of the weights.</summary>
    public const string Weights = "weights.safetensors";

    private const string Lineage = "training.json";
    private const double Tolerance = 1e-4;

    /// <summary>Of networks whose depth and width add more rounding.</summary>
    private const double LargeTolerance = 1e-3;

    private const int GoldenTokens = 64;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Shape and tokenizer of the model in <paramref name="directory"/>.</summary>
    /// <exception cref="InvalidDataException">The model was not trained here.</exception>
    public static (TransformerShape Shape, ManifestTokenizer Tokenizer) Read(string directory)
    {
        var path = Path.Combine(directory, TransformerShape.FileName);
        if (!File.Exists(path))
        {
            throw new InvalidDataException(
                $"{directory} holds neither {TransformerShape.FileName} nor {LlamaConfig.FileName}, one of which a base model needs. A checkpoint "
                    + "that was added by an earlier version is added again with ./platform models add."
            );
        }

        var language = Path.Combine(directory, LanguageManifest.FileName);
        var tokenizer = File.Exists(language)
            ? LanguageManifest.Parse(File.ReadAllBytes(language), language).Tokenizer
            : Manifest.Read(directory).Tokenizer;
        return (JsonSerializer.Deserialize<TransformerShape>(File.ReadAllText(path), Json)!, tokenizer);
    }

    /// <summary>The weights of the model in <paramref name="directory"/>.</summary>
    /// <exception cref="InvalidDataException">They are missing or damaged.</exception>
    public static Safetensors ReadWeights(string directory)
    {
        var path = Path.Combine(directory, Weights);
        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{directory} holds no {Weights}: only models trained here can be a base.");
        }

        return Safetensors.Open(path);
    }

    /// <summary>Writes weights, graph and everything that another training needs to begin with them.</summary>
    /// <param name="directory">An empty directory that exists.</param>
    /// <param name="plan">Name, objective, recipe and base.</param>
    /// <param name="layout">The text's layout.</param>
    /// <param name="shape">The model's shape.</param>
    /// <param name="model">The trained model.</param>
    public static void WriteWeights(
        string directory,
        TrainingPlan plan,
        TextLayout layout,
        NetworkShape shape,
        TrainableModel model
    )
    {
        if (shape is LlamaShape llama)
        {
            CheckpointFolder.Write(directory, plan, layout, llama, model);
            return;
        }
        var transformer = (TransformerShape)shape;
        var parameters = shape.Parameters();
        var file = Path.Combine(directory, Weights);
        var offsets = TensorFile.Write(file, [.. parameters.Select(p => model.Finished(p))]);
        var places = new WeightPlaces(Weights, parameters, offsets);
        if (plan.Objective == Objective.Language)
        {
            GraphFiles.Write(
                directory,
                plan.Name,
                bfloat16: false,
                real => TransformerGraphs.Decoding(transformer, places, real)
            );
        }
        else
        {
            // Nothing of it lacks a kernel in float32, and it is small.
            GraphFiles.WriteSingle(directory, plan.Name, TransformerGraphs.Scoring(transformer, places));
        }

        Put(directory, TransformerShape.FileName, transformer);
    }

    /// <summary>
    /// Writes manifest, lineage and README beside the weights; the golden example is the output of the written graph itself.
    /// </summary>
    /// <param name="directory">The directory.</param>
    /// <param name="plan">Name and objective.</param>
    /// <param name="layout">The text's layout.</param>
    /// <param name="shape">The model's shape.</param>
    /// <param name="golden">A problem and one of its solutions.</param>
    /// <param name="lineage">How the model was trained.</param>
    public static void Describe(
        string directory,
        TrainingPlan plan,
        TextLayout layout,
        NetworkShape shape,
        TrainingExample golden,
        TrainingLineage lineage
    )
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(Path.Combine(directory, GraphFiles.Single), options);
        if (plan.Objective == Objective.Language)
        {
            Put(directory, LanguageManifest.FileName, LanguageModel(directory, plan, layout, shape, golden, session));
        }
        else
        {
            Put(directory, Manifest.FileName, RewardModel(directory, plan, layout, shape, golden, session));
        }

        Put(directory, Lineage, lineage);
        File.WriteAllText(Path.Combine(directory, "README.md"), ModelCard.Write(plan, shape, lineage));
    }

    private static void Put<T>(string directory, string file, T value) =>
        File.WriteAllText(Path.Combine(directory, file), JsonSerializer.Serialize(value, Json) + "\n");

    private static RewardModelManifest RewardModel(
        string directory,
        TrainingPlan plan,
        TextLayout layout,
        NetworkShape shape,
        TrainingExample golden,
        InferenceSession session
    )
    {
        var process = plan.Objective == Objective.Process;
        var manifest = new RewardModelManifest(
            plan.Name,
            process ? "process" : "outcome",
            process ? ["negative", "neutral", "positive"] : ["negative", "positive"],
            null,
            GraphFiles.Single,
            shape.Context,
            layout.Tokenizer,
            layout.Template,
            process ? "separator" : "last",
            new ManifestHead("softmax", null),
            null,
            GraphNames.Logits,
            new GoldenExample(golden.Statement, golden.Steps, [], shape is LlamaShape ? LargeTolerance : Tolerance),
            GraphFiles.Half(directory)
        );
        var template = new SequenceTemplate(manifest, Tokenizer.Load(layout.Tokenizer, directory));
        var (sequence, failure) = template.Complete(template.Prefix(golden.Statement), golden.Steps);
        if (sequence is null)
        {
            throw new InvalidOperationException($"the golden example has no sequence: {failure}");
        }

        using var ids = Ids(sequence.Ids);
        using var run = new RunOptions();
        using var outputs = session.Run(run, [GraphNames.InputIds], [ids], [GraphNames.Logits]);
        var logits = outputs[0].GetTensorDataAsSpan<float>();
        var head = new Head(manifest);
        var expected = new List<double[]>();
        foreach (var position in sequence.Positions)
        {
            var row = new double[shape.Classes];
            head.Read(logits.Slice(position * shape.Classes, shape.Classes), row);
            expected.Add(row);
        }
        return manifest with { Golden = manifest.Golden with { Expected = expected } };
    }

    private static LanguageModelManifest LanguageModel(
        string directory,
        TrainingPlan plan,
        TextLayout layout,
        NetworkShape shape,
        TrainingExample golden,
        InferenceSession session
    )
    {
        var (cache, nGram) = shape switch
        {
            LlamaShape llama => (Cache(llama.Layers, llama.KeyHeads, llama.HeadSize), 1),
            TransformerShape own => (Cache(own.Layers, own.Heads, own.HeadSize), own.NGram),
            _ => throw new ArgumentException($"{shape.GetType().Name} has no decoder", nameof(shape)),
        };
        var ids = new List<int>();
        layout.Prompt(golden.Statement, ids);
        var start = ids.Count;
        var end = Math.Min(shape.Context, start + GoldenTokens);
        while (ids.Count < end && GreedyToken(ids, cache, nGram, session) is var next && !layout.Ends.Contains(next))
        {
            ids.Add(next);
        }

        return new LanguageModelManifest(
            plan.Name,
            null,
            GraphFiles.Single,
            shape.Context,
            layout.Tokenizer,
            layout.Prefix,
            layout.Ends,
            cache,
            nGram,
            new GoldenCompletion(golden.Statement, layout.Decode(ids[start..]), ids.Count - start),
            GraphFiles.Half(directory)
        );

        static KeyValueCache Cache(int layers, int heads, int headSize) =>
            new(layers, heads, headSize, DecoderInputs.InPlace(headSize));
    }

    /// <summary>The likeliest next token, computed from the whole sequence without a KV cache.</summary>
    private static int GreedyToken(List<int> ids, KeyValueCache cache, int nGram, InferenceSession session)
    {
        using var tokens = Ids([.. ids]);
        using var attended = Integers([.. Enumerable.Repeat(1L, ids.Count)]);
        using var positions = Integers([.. Enumerable.Range(0, ids.Count).Select(i => (long)i)]);
        using var before = Integers(new long[nGram - 1]);
        using var empty = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance,
            Memory<float>.Empty,
            [1, cache.Heads, 0, cache.HeadSize]
        );
        var inputs = session.InputNames.ToDictionary(
            name => name,
            name =>
                name switch
                {
                    GraphNames.InputIds => tokens,
                    GraphNames.AttentionMask => attended,
                    GraphNames.PositionIds => positions,
                    GraphNames.PastInputIds => before,
                    _ => empty,
                }
        );
        using var run = new RunOptions();
        using var outputs = session.Run(run, inputs, [GraphNames.Logits]);
        return NextToken.Greedy(outputs[0].GetTensorDataAsSpan<float>());
    }

    private static OrtValue Ids(int[] ids) => Integers([.. ids.Select(id => (long)id)]);

    private static OrtValue Integers(long[] values) => OrtValue.CreateTensorValueFromMemory(values, [1, values.Length]);
}
