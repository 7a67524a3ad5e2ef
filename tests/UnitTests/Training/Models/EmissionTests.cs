using Microsoft.ML.OnnxRuntime;
using Platform.Kernels.Statistics;
using Platform.Training.Graphs;
using Platform.Training.Models;

namespace Platform.UnitTests.Training.Models;

/// <summary>
/// One transformer, three graphs: the model that is trained is the one that scores and the one that generates.
/// </summary>
public sealed class EmissionTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("emissions-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    public static TheoryData<int, bool, int, int> Cases =>
        new()
        {
            { 1, false, 1, 1 },
            { 1, true, 2, 7 },
            { 2, false, 3, 5 },
            { 3, true, 1, 8 },
            { 3, true, 4, 3 },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Scoring_gives_the_training_graph_s_logits(int nGram, bool numbers, int rows, int width)
    {
        var shape = Toy.Shape(nGram, numbers);
        using var weights = Toy.Weights(shape, 1);
        var places = WeightFile.Write(_directory, weights);
        using var scoring = Open(InferenceGraphs.Scoring(shape, places));
        var ids = Ids(shape, rows, width);
        using var tokens = OrtValue.CreateTensorValueFromMemory(ids, [rows, width]);
        using var run = new RunOptions();
        using var outputs = scoring.Run(run, ["input_ids"], [tokens], ["logits"]);

        Assert.Equal([rows, width, shape.Classes], outputs[0].GetTensorTypeAndShape().Shape);
        Equal(Training(shape, weights, ids, rows, (m, h) => m.Classes(h)), outputs[0].GetTensorDataAsSpan<float>());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decoding_gives_the_training_graph_s_logits_with_and_without_a_cache(
        int nGram,
        bool numbers,
        int rows,
        int width
    )
    {
        var shape = Toy.Shape(nGram, numbers);
        using var weights = Toy.Weights(shape, 1);
        var places = WeightFile.Write(_directory, weights);
        using var decoder = new Decoder(shape, Open(InferenceGraphs.Decoding(shape, places)), rows);
        var ids = Ids(shape, rows, width);
        var expected = Training(shape, weights, ids, rows, (m, h) => m.Language(h));

        Equal(expected, decoder.Feed(ids, 0, width, new int[rows]));
        decoder.Forget();
        // Pieces of 1, 2, 3, ... tokens.
        for (var (from, size) = (0, 1); from < width; from += size, size++)
        {
            var count = Math.Min(size, width - from);
            var logits = decoder.Feed(ids, from, count, new int[rows]);
            for (var row = 0; row < rows; row++)
                Equal(
                    expected.AsSpan(((row * width) + from) * shape.Vocabulary, count * shape.Vocabulary),
                    logits.AsSpan(row * count * shape.Vocabulary, count * shape.Vocabulary)
                );
        }
    }

    [Fact]
    public void Padding_on_the_left_of_a_decoder_s_rows_changes_nothing()
    {
        const int rows = 3;
        const int width = 6;
        var shape = Toy.Shape();
        using var weights = Toy.Weights(shape, 1);
        var places = WeightFile.Write(_directory, weights);
        using var decoder = new Decoder(shape, Open(InferenceGraphs.Decoding(shape, places)), rows);
        var ids = Ids(shape, rows, width);
        int[] padding = [0, 2, 5];
        for (var row = 0; row < rows; row++)
            ids.AsSpan(row * width, padding[row]).Fill(TextLayout.Pad);
        var first = decoder.Feed(ids, 0, width - 1, padding);
        var last = decoder.Feed(ids, width - 1, 1, padding);
        for (var row = 0; row < rows; row++)
        {
            var real = ids.AsSpan((row * width) + padding[row], width - padding[row]).ToArray();
            var expected = Training(shape, weights, real, 1, (m, h) => m.Language(h));
            Equal(expected.AsSpan(^shape.Vocabulary..), last.AsSpan(row * shape.Vocabulary, shape.Vocabulary));
            var before = (real.Length - 1) * shape.Vocabulary;
            Equal(
                expected.AsSpan(0, before),
                first.AsSpan(((row * (width - 1)) + padding[row]) * shape.Vocabulary, before)
            );
        }
    }

    [Fact]
    public void A_later_token_changes_no_earlier_logit()
    {
        const int width = 8;
        var shape = Toy.Shape();
        using var weights = Toy.Weights(shape, 1);
        var ids = Ids(shape, 1, width);
        var before = Training(shape, weights, ids, 1, (m, h) => m.Language(h));
        for (var changed = 1; changed < width; changed++)
        {
            var others = ids.ToArray();
            others[changed] = (others[changed] + 1) % shape.Vocabulary;
            var after = Training(shape, weights, others, 1, (m, h) => m.Language(h));
            var untouched = changed * shape.Vocabulary;
            Assert.Equal(before[..untouched], after[..untouched]);
            Assert.NotEqual(before[untouched..], after[untouched..]);
        }
    }

    private static long[] Ids(TransformerShape shape, int rows, int width)
    {
        var random = SplitMix.For(3, rows + width);
        return [.. Enumerable.Range(0, rows * width).Select(_ => (long)random.Below(shape.Vocabulary))];
    }

    private static float[] Training(
        TransformerShape shape,
        FlatVector weights,
        long[] ids,
        int rows,
        Func<Transformer, Tensor, Tensor> head
    )
    {
        var graph = new Graph();
        var feeds = new Dictionary<string, double[]> { ["ids"] = [.. ids.Select(i => (double)i)] };
        var inputs = new Dictionary<string, Tensor>();
        for (var i = 0; i < weights.Layout.Parameters.Count; i++)
        {
            var p = weights.Layout.Parameters[i];
            inputs[p.Name] = graph.Input(p.Name, [.. p.Shape.Select(d => (Dim)d)]);
            feeds[p.Name] = [.. weights.Of(i).ToArray().Select(w => (double)w)];
        }
        var model = new Transformer(graph, shape, name => inputs[name]);
        var tokens = graph.Input("ids", ElementType.Int64, rows, ids.Length / rows);
        graph.Output("logits", head(model, model.Sequences(tokens)));
        return [.. Numeric.Run(graph, feeds, 2)["logits"].Select(x => (float)x)];
    }

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
            Assert.Equal(expected[i], actual[i], 1e-5);
    }

    /// <summary>A decoder with its KV cache.</summary>
    private sealed class Decoder(TransformerShape shape, InferenceSession session, int rows) : IDisposable
    {
        private readonly Dictionary<string, OrtValue> _past = [];
        private int _length;

        public void Forget()
        {
            foreach (var value in _past.Values)
                value.Dispose();
            _past.Clear();
            _length = 0;
        }

        /// <summary>
        /// Returns the logits of the tokens from <paramref name="from"/> on; each row starts with this much padding.
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
            if (shape.NGram > 1)
                inputs["past_input_ids"] = Value(
                    All(
                        shape.NGram - 1,
                        (row, i) => from + i - shape.NGram + 1 is >= 0 and var at ? ids[(row * width) + at] : 0
                    )
                );
            for (var i = 0; i < shape.Layers; i++)
                foreach (var what in (string[])["key", "value"])
                    inputs[$"past_key_values.{i}.{what}"] =
                        _past.GetValueOrDefault($"{i}.{what}")
                        ?? OrtValue.CreateTensorValueFromMemory(
                            Array.Empty<float>(),
                            [rows, shape.Heads, 0, shape.HeadSize]
                        );
            using var run = new RunOptions();
            var names = session.OutputNames;
            var outputs = session.Run(run, inputs, names);
            foreach (var value in inputs.Values)
                value.Dispose();
            float[] logits = [];
            for (var i = 0; i < names.Count; i++)
                if (names[i] == "logits")
                {
                    logits = outputs[i].GetTensorDataAsSpan<float>().ToArray();
                    outputs[i].Dispose();
                }
                else
                    _past[names[i]["present.".Length..]] = outputs[i];
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
