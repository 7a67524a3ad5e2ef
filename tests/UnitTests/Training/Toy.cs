using Platform.Contracts;
using Platform.Inference;
using Platform.Kernels.Statistics;
using Platform.Networks;
using Platform.Networks.Transformers;
using Platform.Training;
using Platform.Training.Models;
using Platform.Training.Modules;
using Platform.Training.Runs;
using TorchSharp;
using ScalarType = TorchSharp.torch.ScalarType;

namespace Platform.UnitTests.Training;

/// <summary>Small models with their weights, inputs and texts.</summary>
internal static class Toy
{
    /// <summary>12 ids, of which 5 to 9 are the integers 0 to 4.</summary>
    public static TransformerShape Shape(
        int nGram = 3,
        bool numbers = true,
        int classes = 3,
        bool language = true,
        int context = 8
    ) => new(12, context, 2, 8, 2, nGram, numbers ? 5 : null, 4, classes, language);

    /// <summary>4 layers of width 256 with 4 heads and 560 ids: 3.7 million weights.</summary>
    public static TransformerShape Large(int context) => new(560, context, 4, 256, 4, 3, 260, 299, 3, true);

    /// <summary>Returns weights of the magnitude of trained ones: no zeros, gains about 1.</summary>
    public static WeightSet Weights(
        NetworkShape shape,
        long seed,
        ScalarType type = ScalarType.Float32,
        Adapter? adapter = null
    )
    {
        Assert.Null(Libtorch.WhyNot(Provider.Cpu));
        IReadOnlyList<ParameterShape> all = [.. shape.Parameters(), .. adapter?.Parameters(shape) ?? []];
        var adapters = all.Skip(shape.Parameters().Count).ToHashSet();
        var stream = seed;
        return new(
            all,
            weight => adapter is null || adapters.Contains(weight),
            weight =>
            {
                var scale = weight.Shape.Length == 2 ? 1 / Math.Sqrt(weight.Shape.Max()) : 0.3;
                double[] numbers = [.. Numbers(stream++, (int)weight.Count).Select(n => weight.Mean + (scale * n))];
                return torch.tensor(numbers, weight.Shape).to(ScalarType.Float32);
            },
            torch.CPU,
            type
        );
    }

    /// <summary>Returns numbers in [-1, 1) that keep away from 0.</summary>
    public static double[] Numbers(long seed, int count)
    {
        var random = SplitMix.For(seed, 0);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => (random.Below(2) * 2 - 1) * (0.1 + (0.9 * random.Below(1 << 20) / (1 << 20)))),
        ];
    }

    /// <summary>Returns sequences of different lengths with repeated ids and, at some positions, something to predict.</summary>
    public static IReadOnlyList<Sequence> Sequences(NetworkShape shape, int rows, int width, long seed)
    {
        var random = SplitMix.For(seed, 1);
        return
        [
            .. Enumerable
                .Range(0, rows)
                .Select(row => width - (row % 3))
                .Select(length => new Sequence(
                    [.. Enumerable.Range(0, length).Select(_ => random.Below(shape.Vocabulary))],
                    [.. Enumerable.Range(0, length).Select(_ => (sbyte)(random.Below(shape.Classes + 1) - 1))],
                    [.. Enumerable.Range(1, length).Select(i => i < length && random.Below(3) > 0)]
                )),
        ];
    }

    /// <summary>Makes the positive classes of sequences as probable as a random number from 0 to 1.</summary>
    public static IReadOnlyList<Sequence> Soft(IEnumerable<Sequence> sequences, long seed)
    {
        var random = SplitMix.For(seed, 2);
        return
        [
            .. sequences.Select(s =>
                s with
                {
                    Weights =
                    [
                        .. s.Classes.Where(c => c >= 0).Select(c => c == 2 ? (1 + random.Below(999)) / 1000.0 : 1),
                    ],
                }
            ),
        ];
    }

    /// <summary>Creates a tokenizer of bytes and the integers up to 99.</summary>
    public static TextLayout Layout(params string[] pieces)
    {
        var manifest = new ManifestTokenizer(
            "pieces",
            TextLayout.Pad,
            null,
            null,
            TextLayout.FirstByte,
            null,
            99,
            pieces
        );
        return new TextLayout(manifest, Tokenizer.Load(manifest, ""));
    }

    /// <summary>A recipe that trains within a second.</summary>
    public static TrainingRecipe Recipe { get; } =
        new()
        {
            Layers = 1,
            Width = 32,
            Heads = 2,
            NGram = 2,
            Context = 48,
            LargestNumber = 60,
            Pieces = 8,
            Seed = 7,
            Batch = 16,
            MicroBatchTokens = 256,
            LearningRate = 1e-2,
            WarmUp = 10,
            // The trial of "auto" takes a second.
            Precision = "float32",
            Threads = 2,
        };

    /// <summary>
    /// Generates examples of counting: "Count from 7" and three steps that each say the next number or, one time in three, a
    /// different one, after which everything is wrong.
    /// </summary>
    public static IEnumerable<TrainingExample> Counting(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var random = SplitMix.For(5, i);
            var start = random.Below(20);
            var wrong = random.Below(3) == 0 ? random.Below(3) : 3;
            int Said(int step) => start + step + 1 + (step == wrong ? 1 + random.Below(5) : 0);
            yield return new(
                $"Count from {start}",
                [.. Enumerable.Range(0, 3).Select(step => $"then {Said(step)}")],
                [.. Enumerable.Range(0, 3).Select(step => (short?)(step < wrong ? 1 : -1))],
                wrong == 3
            );
        }
    }

    /// <summary>
    /// Area under the ROC curve of a model's steps: how often a right step has a higher probability of being right than a
    /// wrong one. Steps after the first wrong one do not count.
    /// </summary>
    public static double Area(RewardModel model, IEnumerable<TrainingExample> examples)
    {
        var (right, wrong) = (new List<double>(), new List<double>());
        foreach (var example in examples)
        {
            var scores = model.Score(example.Statement, example.Steps);
            Assert.Null(scores.Failure);
            for (var step = 0; step < 3; step++)
            {
                (example.Labels![step] > 0 ? right : wrong).Add(scores.Probabilities![step][2]);
                if (example.Labels[step] < 0)
                {
                    break;
                }
            }
        }
        return right.Average(r => wrong.Average(w => r > w ? 1.0 : 0.0));
    }
}
