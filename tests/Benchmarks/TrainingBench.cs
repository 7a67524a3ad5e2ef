using System.Diagnostics;
using System.Runtime.CompilerServices;
using Platform.Contracts;
using Platform.Kernels.Statistics;
using Platform.Training.Models;
using Platform.Training.Runs;

namespace Platform.Benchmarks;

/// <summary>
/// Compares optimiser steps of the trainer (16 sequences of 256 tokens; 4 layers, width 256, 4 heads, 560 ids) with the bare
/// loop over their matrix products; the two take turns. Only those products count as floating-point operations.
/// </summary>
internal static class TrainingBench
{
    private const int Rounds = 7;
    private const int Batch = 16;
    private const int Context = 256;
    private const double MemoryLimit = 500;

    private static readonly TransformerShape Shape = new(560, Context, 4, 256, 4, 3, 260, 299, 0, true);
    private static readonly TrainingRecipe Recipe = new() { Batch = Batch, Context = Context };

    public static async IAsyncEnumerable<BenchResult> Run([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var threads = Environment.ProcessorCount;
        var before = PeakMemory.Reset();
        using var optimiser = new Optimiser(Shape, Recipe, threads);
        InitialWeights.Fill(optimiser.Weights, 1);
        var equal = Sequences(Enumerable.Repeat(Context, Batch));
        var (step, tokens) = (0, Batch * Context);
        void Train(IReadOnlyList<Sequence> sequences)
        {
            optimiser.Accumulate(sequences, cancellationToken);
            optimiser.Step(++step, 1e-4);
        }
        for (var warmUp = 0; warmUp < 3; warmUp++)
            Train(equal);
        var peak = PeakMemory.Megabytes();

        // One session of the step runs this many sequences at once.
        var rows = Optimiser.Rows(Batch, Context, Recipe.MicroBatchTokens);
        using var bare = new BareProducts(Shape, rows, Context, threads);
        bare.Run();
        var operations = bare.Operations * (Batch / rows);
        var (trained, bared, cpu) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var (wall, processor) = Timed(() => Train(equal));
            var (bareWall, bareProcessor) = Timed(() =>
            {
                for (var i = 0; i < Batch / rows; i++)
                    bare.Run();
            });
            trained.Add(operations / wall.TotalSeconds / 1e9);
            bared.Add(operations / bareWall.TotalSeconds / 1e9);
            cpu.Add(bareProcessor / processor);
        }

        // Lengths from 10 to 256: every shape of the step is open at the end.
        for (var length = Context; length >= 10; length -= 8)
            Train(Sequences(Enumerable.Repeat(length, Batch)));
        var mixed = PeakMemory.Megabytes();

        var ratio = Median(trained.Zip(bared, (t, b) => t / b));
        yield return new("training.gemm-ratio", ratio, "x bare products", ">= 0.9", ratio >= 0.9);
        yield return new("training.gemm-ratio.cpu", Median(cpu), "x bare products", ">= 0.9", Median(cpu) >= 0.9);
        yield return new("training.rate", Median(trained), "GFLOP/s", "", null);
        yield return new("training.bare.rate", Median(bared), "GFLOP/s", "", null);
        var speed = Median(trained) * 1e9 / operations * tokens;
        yield return new("training.tokens-per-second", speed, "tokens/s", "", null);
        var parameters = Shape.Parameters().Sum(p => p.Count) / 1e6;
        yield return new("training.parameters", parameters, "million", "", null);
        yield return new("training.memory.before", before, "MB", "", null);
        yield return new("training.memory", peak, "MB of process", "< 500", peak < MemoryLimit);
        yield return new("training.memory.mixed-lengths", mixed, "MB of process", "< 1000", mixed < 2 * MemoryLimit);
    }

    private static (TimeSpan Wall, TimeSpan Processor) Timed(Action run)
    {
        var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        run();
        return (clock.Elapsed, Environment.CpuUsage.TotalTime - processor);
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
}
