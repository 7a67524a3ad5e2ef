using System.Diagnostics;
using System.Runtime.CompilerServices;
using Platform.Contracts;
using Platform.Inference;
using Platform.Kernels.Statistics;
using Platform.Networks.Transformers;
using Platform.Training;
using Platform.Training.Modules;
using Platform.Training.Runs;

namespace Platform.Benchmarks;

/// <summary>
/// Compares optimiser steps of the trainer (16 sequences of 256 tokens; 4 layers, width 256, 4 heads, 560 ids), in float32
/// and in bfloat16 where its trial chooses that, with the bare loop over their matrix products in float32 in ONNX Runtime. The
/// three take turns, on one thread each, so that CPU time is work and not waiting. Only those products count as operations.
/// </summary>
internal static class TrainingBench
{
    private const int Rounds = 7;
    private const int Threads = 1;
    private const int Batch = 16;
    private const int Context = 256;
    private const double MemoryLimit = 600;

    // A trainer whose step was one ONNX graph of fixed shapes reached 0.83 of the bare products.
    private const double Float32Target = 0.8 * 0.83;
    private const double BFloat16Target = 1.3 * 0.83;

    private static readonly TransformerShape Shape = new(560, Context, 4, 256, 4, 3, 260, 299, 0, true);
    private static readonly TrainingRecipe Recipe = new() { Batch = Batch, Context = Context };

    public static async IAsyncEnumerable<BenchResult> Run([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var before = PeakMemory.Reset();
        var device = Libtorch.Use(Provider.Cpu, Threads);
        var equal = Sequences(Enumerable.Repeat(Context, Batch));
        using var single = new Side(Precision.Float32, cancellationToken);
        for (var warmUp = 0; warmUp < 3; warmUp++)
        {
            single.Step(equal);
        }

        var peak = PeakMemory.Megabytes();
        var chosen = Precisions.Choose(Recipe, device);
        using var half = new Side(Precision.BFloat16, cancellationToken);
        half.Step(equal);

        var rows = MicroBatch.RowsOf(Batch, Context, Recipe.MicroBatchTokens);
        using var bare = new BareProducts(Shape, rows, Context, Threads);
        bare.Run();
        void Bare()
        {
            for (var i = 0; i < Batch / rows; i++)
            {
                bare.Run();
            }
        }
        List<(double Wall, double Cpu)> ofSingle = [],
            ofHalf = [],
            ofBare = [];
        for (var round = 0; round < Rounds; round++)
        {
            ofBare.Add(Timed(Bare));
            ofSingle.Add(Timed(() => single.Step(equal)));
            if (chosen == Precision.BFloat16)
            {
                ofHalf.Add(Timed(() => half.Step(equal)));
            }
        }
        // Lengths from 10 to 256.
        for (var length = Context; length >= 10; length -= 8)
        {
            single.Step(Sequences(Enumerable.Repeat(length, Batch)));
        }

        var mixed = PeakMemory.Megabytes();

        BenchResult Ratio(string name, IEnumerable<(double Bare, double Trained)> times, double? target)
        {
            var ratio = Median(times.Select(t => t.Bare / t.Trained));
            return new(
                name,
                ratio,
                "x bare products",
                target is null ? "" : FormattableString.Invariant($">= {target:0.00}"),
                target is null ? null : ratio >= target
            );
        }
        BenchResult Speed(string name, IEnumerable<double> seconds) =>
            new(name, Median(seconds.Select(s => Batch * Context / s)), "tokens/s", "", null);
        // Of CPU time: other processes take turns with the threads of either side.
        yield return Ratio("training.float32.ratio.cpu", ofBare.Zip(ofSingle, (b, t) => (b.Cpu, t.Cpu)), Float32Target);
        yield return Ratio("training.float32.ratio", ofBare.Zip(ofSingle, (b, t) => (b.Wall, t.Wall)), null);
        yield return Speed("training.float32.tokens-per-second", ofSingle.Select(t => t.Wall));
        yield return Speed("training.float32.tokens-per-second.cpu", ofSingle.Select(t => t.Cpu));
        if (ofHalf.Count > 0)
        {
            yield return Ratio(
                "training.bfloat16.ratio.cpu",
                ofBare.Zip(ofHalf, (b, t) => (b.Cpu, t.Cpu)),
                BFloat16Target
            );
            yield return Ratio("training.bfloat16.ratio", ofBare.Zip(ofHalf, (b, t) => (b.Wall, t.Wall)), null);
            yield return Speed("training.bfloat16.tokens-per-second", ofHalf.Select(t => t.Wall));
            yield return Speed("training.bfloat16.tokens-per-second.cpu", ofHalf.Select(t => t.Cpu));
        }
        var operations = bare.Operations * (Batch / rows);
        yield return new(
            "training.bare.rate",
            operations / Median(ofBare.Select(t => t.Wall)) / 1e9,
            "GFLOP/s",
            "",
            null
        );
        yield return new("training.parameters", Shape.Parameters().Sum(p => p.Count) / 1e6, "million", "", null);
        yield return new("training.memory.before", before, "MB", "", null);
        yield return new("training.memory", peak, "MB of process", "< 600", peak < MemoryLimit);
        yield return new("training.memory.mixed-lengths", mixed, "MB of process", "< 1200", mixed < 2 * MemoryLimit);
    }

    private static (double Wall, double Cpu) Timed(Action run)
    {
        var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        run();
        return (clock.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
    }

    private static List<Sequence> Sequences(IEnumerable<int> lengths)
    {
        var random = SplitMix.For(1, 2);
        return
        [
            .. lengths.Select(length => new Sequence(
                [.. Enumerable.Range(0, length).Select(_ => random.Below(Shape.Vocabulary))],
                [.. Enumerable.Repeat((sbyte)-1, length)],
                [.. Enumerable.Range(1, length).Select(next => next < length)]
            )),
        ];
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>A model in training.</summary>
    private sealed class Side : IDisposable
    {
        private readonly TrainableModel _model;
        private readonly Optimiser _optimiser;
        private readonly CancellationToken _cancellationToken;

        public Side(Precision precision, CancellationToken cancellationToken)
        {
            var device = Libtorch.Use(Provider.Cpu, Threads);
            _model = TrainableModel.Create(Shape, Recipe, null, device, precision.Type());
            _optimiser = new Optimiser(_model.Network, _model.Weights, Recipe, language: true, classes: false);
            _cancellationToken = cancellationToken;
        }

        public void Step(IReadOnlyList<Sequence> sequences)
        {
            _optimiser.Accumulate(sequences, _cancellationToken);
            _optimiser.Step(1e-4);
        }

        public void Dispose()
        {
            _optimiser.Dispose();
            _model.Dispose();
        }
    }
}
