using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Platform.Networks.Graphs;

namespace Platform.Checkpoints;

/// <summary>How fast this machine multiplies matrices.</summary>
public static class ProductRate
{
    private const int Size = 1024;
    private const string Product = "product";

    /// <summary>Floating-point operations a second of products in float32, the best of those within a time.</summary>
    /// <param name="time">How long to measure; at least three products are.</param>
    /// <param name="threads">Threads; 0: one per core.</param>
    public static double Measure(TimeSpan time, int threads)
    {
        var graph = new Graph();
        graph.Output(Product, graph.MatMul(graph.Input("a", Size, Size), graph.Input("b", Size, Size)));
        using var options = new SessionOptions { IntraOpNumThreads = threads };
        using var session = new InferenceSession(OnnxFile.Write(graph, Product), options);
        var numbers = new float[Size * Size];
        Array.Fill(numbers, 1e-3f);
        using var value = OrtValue.CreateTensorValueFromMemory(numbers, [Size, Size]);
        using var run = new RunOptions();
        var (best, clock) = (TimeSpan.MaxValue, Stopwatch.StartNew());
        for (var count = 0; count < 3 || clock.Elapsed < time; count++)
        {
            var began = clock.Elapsed;
            session.Run(run, ["a", "b"], [value, value], [Product]).Dispose();
            var took = clock.Elapsed - began;
            best = took < best ? took : best;
        }
        return 2.0 * Size * Size * Size / best.TotalSeconds;
    }
}
