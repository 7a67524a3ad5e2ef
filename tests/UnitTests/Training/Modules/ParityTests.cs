using Microsoft.ML.OnnxRuntime;
using Platform.Kernels.Statistics;
using Platform.Networks;
using Platform.Networks.Graphs;
using Platform.Networks.Llama;
using Platform.Networks.Transformers;
using Platform.Training.Models;
using Platform.Training.Modules;
using Platform.UnitTests.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Platform.UnitTests.Training.Modules;

/// <summary>The network that libtorch trains is the one that ONNX Runtime scores and generates with.</summary>
public sealed class ParityTests : IDisposable
{
    private const double Tolerance = 1e-4;

    private readonly string _directory = Directory.CreateTempSubdirectory("parity-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>Networks, with rows and tokens of the input.</summary>
    public static TheoryData<string, int, int> Cases =>
        [
            ("transformer of 1", 1, 1),
            ("transformer of 1 with numbers", 2, 7),
            ("transformer of 2", 3, 5),
            ("transformer of 3 with numbers", 1, 8),
            ("transformer of 3 with numbers", 4, 3),
            .. LlamaFamily.Names.SelectMany(name => new[] { (name, 1, 1), (name, 3, 11) }),
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Scoring_gives_libtorch_s_logits(string name, int rows, int width)
    {
        var shape = Shape(name);
        using var weights = Toy.Weights(shape, 1);
        using var scoring = Open(
            shape switch
            {
                TransformerShape transformer => TransformerGraphs.Scoring(transformer, Write(shape, weights)),
                _ => LlamaGraphs.Scoring((LlamaShape)shape, Write(shape, weights).In),
            }
        );
        var ids = Ids(shape, rows, width);
        using var tokens = OrtValue.CreateTensorValueFromMemory(ids, [rows, width]);
        using var run = new RunOptions();
        using var outputs = scoring.Run(run, ["input_ids"], [tokens], ["logits"]);

        Assert.Equal([rows, width, shape.Classes], outputs[0].GetTensorTypeAndShape().Shape);
        Equal(Torch(shape, weights, ids, rows, (m, h) => m.Classes(h)), outputs[0].GetTensorDataAsSpan<float>());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decoding_gives_libtorch_s_logits_with_and_without_a_cache(string name, int rows, int width)
    {
        var shape = Shape(name);
        using var weights = Toy.Weights(shape, 1);
        using var decoder = Decode(shape, weights, rows);
        var ids = Ids(shape, rows, width);
        var expected = Torch(shape, weights, ids, rows, (m, h) => m.Language(h));

        // Whole sequences up to each length, pieces of one token, and pieces of 1, 2, 3, ... tokens.
        for (var count = 1; count <= width; count++)
        {
            AssertLast(0, count);
            decoder.Forget();
        }

        for (var from = 0; from < width; from++)
        {
            AssertLast(from, 1);
        }

        decoder.Forget();
        for (var (from, size) = (0, 1); from < width; from += size, size++)
        {
            AssertLast(from, Math.Min(size, width - from));
        }

        void AssertLast(int from, int count)
        {
            var logits = decoder.Feed(ids, from, count, new int[rows]);
            Assert.Equal(rows * shape.Vocabulary, logits.Length);
            for (var row = 0; row < rows; row++)
            {
                var last = (row * width) + from + count - 1;
                Equal(
                    expected.AsSpan(last * shape.Vocabulary, shape.Vocabulary),
                    logits.AsSpan(row * shape.Vocabulary, shape.Vocabulary)
                );
            }
        }
    }

    public static TheoryData<string> Llamas => [.. LlamaFamily.Names];

    [Theory]
    [MemberData(nameof(Llamas))]
    public void Libtorch_s_logits_are_those_of_the_slow_network(string name)
    {
        const int width = 13;
        var shape = LlamaFamily.Shape(name);
        using var weights = Toy.Weights(shape, 1);
        var ids = Ids(shape, 1, width);
        var numbers = shape
            .Parameters()
            .ToDictionary(p => p.Name, p => weights[p.Name].data<float>().Select(x => (double)x).ToArray());
        var (language, classes) = new SlowLlama(shape, n => numbers[n]).Run(ids);
        float[] Flat(double[][] rows) => [.. rows.SelectMany(row => row).Select(x => (float)x)];
        Equal(Flat(language), Torch(shape, weights, ids, 1, (m, h) => m.Language(h)));
        Equal(Flat(classes), Torch(shape, weights, ids, 1, (m, h) => m.Classes(h)));
    }

    [Theory]
    [InlineData("transformer of 3 with numbers")]
    [InlineData("llama3")]
    [InlineData("mistral")]
    public void Padding_on_the_left_of_a_decoder_s_rows_changes_nothing(string name)
    {
        const int rows = 3;
        const int width = 6;
        var shape = Shape(name);
        using var weights = Toy.Weights(shape, 1);
        using var decoder = Decode(shape, weights, rows);
        var ids = Ids(shape, rows, width);
        int[] padding = [0, 2, 5];
        for (var row = 0; row < rows; row++)
        {
            ids.AsSpan(row * width, padding[row]).Fill(TextLayout.Pad);
        }

        var first = decoder.Feed(ids, 0, width - 1, padding);
        var last = decoder.Feed(ids, width - 1, 1, padding);
        for (var row = 0; row < rows; row++)
        {
            var real = ids.AsSpan((row * width) + padding[row], width - padding[row]).ToArray();
            var expected = Torch(shape, weights, real, 1, (m, h) => m.Language(h));
            Equal(expected.AsSpan(^shape.Vocabulary..), last.AsSpan(row * shape.Vocabulary, shape.Vocabulary));
            if (real.Length > 1)
            {
                Equal(
                    expected.AsSpan((real.Length - 2) * shape.Vocabulary, shape.Vocabulary),
                    first.AsSpan(row * shape.Vocabulary, shape.Vocabulary)
                );
            }
        }
    }

    [Theory]
    [InlineData("transformer of 3 with numbers")]
    [InlineData("qwen3")]
    public void A_later_token_changes_no_earlier_logit(string name)
    {
        const int width = 8;
        var shape = Shape(name);
        using var weights = Toy.Weights(shape, 1);
        var ids = Ids(shape, 1, width);
        var before = Torch(shape, weights, ids, 1, (m, h) => m.Language(h));
        for (var changed = 1; changed < width; changed++)
        {
            var others = ids.ToArray();
            others[changed] = (others[changed] + 1) % shape.Vocabulary;
            var after = Torch(shape, weights, others, 1, (m, h) => m.Language(h));
            var untouched = changed * shape.Vocabulary;
            Equal(before.AsSpan(0, untouched), after.AsSpan(0, untouched));
            Assert.NotEqual(before[untouched..], after[untouched..]);
        }
    }

    private static NetworkShape Shape(string name) =>
        name switch
        {
            "transformer of 1" => Toy.Shape(1, false),
            "transformer of 1 with numbers" => Toy.Shape(1, true),
            "transformer of 2" => Toy.Shape(2, false),
            "transformer of 3 with numbers" => Toy.Shape(3, true),
            _ => LlamaFamily.Shape(name),
        };

    private static long[] Ids(NetworkShape shape, int rows, int width)
    {
        var random = SplitMix.For(3, rows + width);
        return [.. Enumerable.Range(0, rows * width).Select(_ => (long)random.Below(shape.Vocabulary))];
    }

    private static float[] Torch(
        NetworkShape shape,
        WeightSet weights,
        long[] ids,
        int rows,
        Func<NetworkModule, torch.Tensor, torch.Tensor> head
    )
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var network = TrainableModel.Module(shape, weights, null, recompute: false);
        var hidden = network.Hidden(tensor(ids, [rows, ids.Length / rows])).flatten(0, 1);
        return head(network, hidden).data<float>().ToArray();
    }

    private WeightPlaces Write(NetworkShape shape, WeightSet weights)
    {
        const string file = "weights.safetensors";
        var parameters = shape.Parameters();
        var path = Path.Combine(_directory, file);
        return new(file, parameters, TensorFile.Write(path, [.. parameters.Select(p => (p.Name, weights[p.Name]))]));
    }

    private Decoder Decode(NetworkShape shape, WeightSet weights, int rows) =>
        shape is TransformerShape transformer
            ? new(
                Open(TransformerGraphs.Decoding(transformer, Write(shape, weights))),
                rows,
                transformer.Heads,
                transformer.HeadSize,
                transformer.NGram
            )
        : shape is LlamaShape llama
            ? new(Open(LlamaGraphs.Decoding(llama, Write(shape, weights).In)), rows, llama.KeyHeads, llama.HeadSize, 1)
        : throw new ArgumentException(shape.ToString(), nameof(shape));

    private InferenceSession Open(Graph graph)
    {
        var path = Path.Combine(_directory, "model.onnx");
        File.WriteAllBytes(path, OnnxFile.Write(graph, "test"));
        using var options = new SessionOptions { IntraOpNumThreads = 2 };
        return new InferenceSession(path, options);
    }

    private static void Equal(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], Tolerance);
        }
    }

    /// <summary>A decoder with its KV cache.</summary>
    private sealed class Decoder(InferenceSession session, int rows, int keyHeads, int headSize, int nGram)
        : IDisposable
    {
        private readonly Dictionary<string, OrtValue> _past = [];
        private int _length;

        public void Forget()
        {
            foreach (var value in _past.Values)
            {
                value.Dispose();
            }

            _past.Clear();
            _length = 0;
        }

        /// <summary>
        /// Feeds tokens and returns the logits of each row's last one; each row starts with this much padding.
        /// </summary>
        public float[] Feed(long[] ids, int from, int count, int[] padding)
        {
            var width = ids.Length / rows;
            long[] All(int columns, Func<int, int, long> of) =>
                [.. Enumerable.Range(0, rows * columns).Select(i => of(i / columns, i % columns))];
            var inputs = new Dictionary<string, OrtValue>
            {
                ["input_ids"] = Value(All(count, (row, i) => ids[(row * width) + from + i])),
                ["attention_mask"] = Value(All(_length + count, (row, i) => i < padding[row] ? 0 : 1)),
                ["position_ids"] = Value(All(count, (row, i) => Math.Max(0, from + i - padding[row]))),
            };
            if (nGram > 1)
            {
                inputs["past_input_ids"] = Value(
                    All(nGram - 1, (row, i) => from + i - nGram + 1 is >= 0 and var at ? ids[(row * width) + at] : 0)
                );
            }

            foreach (
                var name in session.InputNames.Where(n => n.StartsWith("past_key_values.", StringComparison.Ordinal))
            )
            {
                inputs[name] =
                    _past.GetValueOrDefault(name["past_key_values.".Length..])
                    ?? OrtValue.CreateTensorValueFromMemory(Array.Empty<float>(), [rows, keyHeads, 0, headSize]);
            }

            using var run = new RunOptions();
            var names = session.OutputNames;
            var outputs = session.Run(run, inputs, names);
            foreach (var value in inputs.Values)
            {
                value.Dispose();
            }

            float[] logits = [];
            for (var i = 0; i < names.Count; i++)
            {
                if (names[i] == "logits")
                {
                    logits = outputs[i].GetTensorDataAsSpan<float>().ToArray();
                    outputs[i].Dispose();
                }
                else
                {
                    _past[names[i]["present.".Length..]] = outputs[i];
                }
            }

            _length += count;
            return logits;
        }

        public void Dispose()
        {
            Forget();
            session.Dispose();
        }

        private OrtValue Value(long[] values) =>
            OrtValue.CreateTensorValueFromMemory(values, [rows, values.Length / rows]);
    }
}
