using Microsoft.ML.OnnxRuntime;
using Platform.Training.Graphs;
using Platform.Training.Models;
using Platform.Training.Runs;

namespace Platform.UnitTests.Training.Models;

/// <summary>Whole training steps: the gradient of every weight, and that nothing else changes.</summary>
public sealed class WholeModelTests
{
    private const int Rows = 2;
    private const int Width = 5;

    public static TheoryData<int, bool, int, bool> Shapes =>
        new()
        {
            { 1, false, 0, true },
            { 2, true, 0, true },
            { 3, true, 3, false },
            { 1, true, 2, true },
            { 3, false, 3, true },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_parameter_s_gradient_equals_central_differences(
        int nGram,
        bool numbers,
        int classes,
        bool language
    )
    {
        var shape = Toy.Shape(nGram, numbers, classes, language);
        using var weights = Toy.Weights(shape, 1);
        using var step = new Doubles(shape, Rows, Width, weights, Toy.Feeds(shape, Rows, Width, 2));
        const double h = 1e-5;
        var (gradients, _) = step.Run();
        var compared = 0;
        foreach (var parameter in shape.Parameters())
        {
            var numbersOfIt = step.Feeds[parameter.Name];
            Assert.Contains(gradients[parameter.Name], g => g != 0);
            for (var i = 0; i < numbersOfIt.Length; i++)
            {
                var kept = numbersOfIt[i];
                numbersOfIt[i] = kept + h;
                var up = step.Run().Loss;
                numbersOfIt[i] = kept - h;
                var down = step.Run().Loss;
                numbersOfIt[i] = kept;
                var difference = (up - down) / (2 * h);
                Assert.True(
                    Math.Abs(difference - gradients[parameter.Name][i]) < 1e-8,
                    $"{parameter.Name}[{i}]: {gradients[parameter.Name][i]} is not {difference}"
                );
                compared++;
            }
        }
        Assert.Equal(shape.Parameters().Sum(p => p.Count), compared);
    }

    [Fact]
    public void Single_precision_gradients_of_three_million_weights_are_those_of_the_double_twin()
    {
        const int width = 32;
        var shape = Toy.Large(width);
        var feeds = Toy.Feeds(shape, 1, width, 4);
        using var weights = Toy.Weights(shape, 3);
        using var gradient = new FlatVector(weights.Layout);
        using var single = Toy.Open(shape, 1, width, weights, gradient, feeds, 2);
        var loss = single.Run();
        using var twin = new Doubles(shape, 1, width, weights, feeds);
        var (exact, exactLoss) = twin.Run();

        Assert.InRange(Math.Abs(loss - exactLoss) / exactLoss, 0, 1e-6);
        var worst = 0.0;
        foreach (var (parameter, i) in weights.Layout.Parameters.Select((p, i) => (p, i)))
            worst = Math.Max(worst, RelativeError(gradient.Of(i), exact[parameter.Name]));
        TestContext.Current.SendDiagnosticMessage($"worst relative error of a weight tensor's gradient: {worst:g3}");
        Assert.InRange(worst, 0, 1e-4);
    }

    [Fact]
    public void Gradients_are_added_to_what_was_there()
    {
        var shape = Toy.Shape();
        using var weights = Toy.Weights(shape, 1);
        using var gradient = new FlatVector(weights.Layout);
        using var session = Toy.Open(shape, Rows, Width, weights, gradient, Toy.Feeds(shape, Rows, Width, 2), 2);
        var loss = session.Run();
        var once = gradient.All.ToArray();
        Assert.Equal(loss, session.Run());
        for (var i = 0; i < once.Length; i++)
            Assert.Equal(2 * once[i], gradient.All[i], 1e-6);
    }

    [Fact]
    public void What_is_not_supervised_has_no_gradient()
    {
        var shape = Toy.Shape();
        var feeds = Toy.Feeds(shape, Rows, Width, 2);
        // The second row has nothing to say, and another text.
        foreach (var name in (string[])[StepGraph.NextWeights, StepGraph.ClassWeights])
            Array.Clear(feeds[name], Width, Width);
        using var weights = Toy.Weights(shape, 1);
        float[] Gradient()
        {
            using var gradient = new FlatVector(weights.Layout);
            using var session = Toy.Open(shape, Rows, Width, weights, gradient, feeds, 1);
            session.Run();
            return gradient.All.ToArray();
        }
        var before = Gradient();
        for (var i = Width; i < 2 * Width; i++)
            feeds[StepGraph.Ids][i] = 11 - feeds[StepGraph.Ids][i];
        Assert.Equal(before, Gradient());
    }

    [Fact]
    public void Sixty_runs_on_two_threads_give_the_same_bits_where_ids_repeat()
    {
        const int rows = 8;
        const int width = 128;
        var shape = Toy.Shape(context: width) with { Width = 64 };
        using var weights = Toy.Weights(shape, 1);
        var feeds = Toy.Feeds(shape, rows, width, 2);
        using var gradient = new FlatVector(weights.Layout);
        using var session = Toy.Open(shape, rows, width, weights, gradient, feeds, 2);
        var loss = session.Run();
        var first = gradient.All.ToArray();
        for (var run = 1; run < 60; run++)
        {
            gradient.All.Clear();
            Assert.Equal(loss, session.Run());
            Assert.True(gradient.All.SequenceEqual(first), $"run {run} gave another gradient");
        }
    }

    private static double RelativeError(ReadOnlySpan<float> x, double[] exact)
    {
        var (difference, size) = (0.0, 0.0);
        for (var i = 0; i < exact.Length; i++)
            (difference, size) = (difference + Math.Pow(x[i] - exact[i], 2), size + (exact[i] * exact[i]));
        return Math.Sqrt(difference / size);
    }

    /// <summary>The training step in double precision.</summary>
    private sealed class Doubles : IDisposable
    {
        private readonly Graph _graph;
        private readonly InferenceSession _session;
        private readonly TransformerShape _shape;
        private readonly int _rows;
        private readonly int _width;

        public Doubles(
            TransformerShape shape,
            int rows,
            int width,
            FlatVector weights,
            IReadOnlyDictionary<string, double[]> feeds
        )
        {
            (_shape, _rows, _width) = (shape, rows, width);
            _graph = StepGraph.Build(shape, rows, width, ElementType.Double);
            using var options = new SessionOptions { IntraOpNumThreads = 1 };
            _session = new InferenceSession(OnnxFile.Write(_graph, "double"), options);
            Feeds = new(feeds);
            for (var i = 0; i < weights.Layout.Parameters.Count; i++)
            {
                var name = weights.Layout.Parameters[i].Name;
                Feeds[name] = [.. weights.Of(i).ToArray().Select(w => (double)w)];
                Feeds[StepGraph.Before(name)] = Numeric.Random(i, Feeds[name].Length);
            }
        }

        public Dictionary<string, double[]> Feeds { get; }

        public (Dictionary<string, double[]> Gradients, double Loss) Run()
        {
            var outputs = Numeric.Run(_session, _graph, Feeds);
            var gradients = StepGraph
                .InGraph(_shape)
                .ToDictionary(
                    p => p.Name,
                    p =>
                        outputs[StepGraph.After(p.Name)]
                            .Zip(Feeds[StepGraph.Before(p.Name)], (after, before) => after - before)
                            .ToArray()
                );
            for (var back = 0; back < _shape.NGram; back++)
                gradients[TransformerShape.Embedding(back)] = Table(outputs[StepGraph.Embedded], back);
            return (gradients, outputs[StepGraph.Loss][0]);
        }

        /// <summary>The slow twin of <see cref="EmbeddingGradient"/>.</summary>
        private double[] Table(double[] embedded, int back)
        {
            var table = new double[_shape.Vocabulary * _shape.Width];
            for (var row = 0; row < _rows; row++)
            for (var i = 0; i < _width; i++)
            for (var k = 0; k < _shape.Width; k++)
            {
                var id = i < back ? 0 : (int)Feeds[StepGraph.Ids][(row * _width) + i - back];
                table[(id * _shape.Width) + k] += embedded[(((row * _width) + i) * _shape.Width) + k];
            }
            return table;
        }

        public void Dispose() => _session.Dispose();
    }
}
