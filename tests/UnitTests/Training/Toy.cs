using Platform.Contracts;
using Platform.Inference;
using Platform.Kernels.Statistics;
using Platform.Training.Models;
using Platform.Training.Runs;

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
    public static FlatVector Weights(TransformerShape shape, long seed)
    {
        var weights = new FlatVector(new FlatLayout(shape.Parameters()));
        for (var i = 0; i < weights.Layout.Parameters.Count; i++)
        {
            var parameter = weights.Layout.Parameters[i];
            var numbers = Numeric.Random(seed + i, parameter.Count);
            var scale = parameter.Shape.Length == 2 ? 1 / Math.Sqrt(parameter.Shape[0]) : 0.3;
            for (var k = 0; k < numbers.Length; k++)
                weights.Of(i)[k] = (float)((parameter.IsGain ? 1 : 0) + (scale * numbers[k]));
        }
        return weights;
    }

    /// <summary>Returns repeated ids, targets and uneven weights, with one position in four unsupervised.</summary>
    public static Dictionary<string, double[]> Feeds(TransformerShape shape, int rows, int width, long seed)
    {
        var random = SplitMix.For(seed, 1);
        double[] Integers(int below) => [.. Enumerable.Range(0, rows * width).Select(_ => (double)random.Below(below))];
        double[] Supervision() =>
            [.. Enumerable.Range(0, rows * width).Select(_ => random.Below(4) / (double)(rows * width))];
        var feeds = new Dictionary<string, double[]> { [StepGraph.Ids] = Integers(shape.Vocabulary) };
        if (shape.Language)
            (feeds[StepGraph.Next], feeds[StepGraph.NextWeights]) = (Integers(shape.Vocabulary), Supervision());
        if (shape.Classes > 0)
            (feeds[StepGraph.Class], feeds[StepGraph.ClassWeights]) = (Integers(shape.Classes), Supervision());
        return feeds;
    }

    /// <summary>Opens a session of the training step with these inputs.</summary>
    public static StepSession Open(
        TransformerShape shape,
        int rows,
        int width,
        FlatVector weights,
        FlatVector gradient,
        Dictionary<string, double[]> feeds,
        int threads
    )
    {
        var session = new StepSession(shape, rows, width, weights, gradient, threads);
        void Put<T>(T[] buffer, string name, Func<double, T> convert)
        {
            for (var i = 0; i < buffer.Length; i++)
                buffer[i] = convert(feeds[name][i]);
        }
        Put(session.Ids, StepGraph.Ids, x => (long)x);
        Put(session.Next, StepGraph.Next, x => (long)x);
        Put(session.NextWeights, StepGraph.NextWeights, x => (float)x);
        Put(session.Classes, StepGraph.Class, x => (long)x);
        Put(session.ClassWeights, StepGraph.ClassWeights, x => (float)x);
        return session;
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
}
