using Microsoft.ML.OnnxRuntime;
using Platform.Kernels.Statistics;
using Platform.Training.Graphs;

namespace Platform.UnitTests.Training;

/// <summary>Runs graphs on numbers and compares their gradients with central differences.</summary>
internal static class Numeric
{
    /// <summary>Returns numbers in [-1, 1) that keep away from 0, to avoid kinks and poles.</summary>
    public static double[] Random(long seed, int count)
    {
        var random = SplitMix.For(seed, 0);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => (random.Below(2) * 2 - 1) * (0.1 + (0.9 * random.Below(1 << 20) / (1 << 20)))),
        ];
    }

    /// <summary>Runs a graph of doubles or floats; integers are passed unchanged.</summary>
    public static Dictionary<string, double[]> Run(
        Graph graph,
        IReadOnlyDictionary<string, double[]> feeds,
        int threads = 1
    )
    {
        using var options = Options(threads);
        using var session = new InferenceSession(OnnxFile.Write(graph, "test"), options);
        return Run(session, graph, feeds);
    }

    public static Dictionary<string, double[]> Run(
        InferenceSession session,
        Graph graph,
        IReadOnlyDictionary<string, double[]> feeds
    )
    {
        using var run = new RunOptions();
        var inputs = graph
            .Inputs.Where(i => session.InputNames.Contains(i.Name))
            .ToDictionary(i => i.Name, i => Value(i, feeds[i.Name]));
        using var outputs = session.Run(run, inputs, session.OutputNames);
        var results = new Dictionary<string, double[]>();
        for (var i = 0; i < outputs.Count; i++)
            results[session.OutputNames[i]] =
                graph.Outputs.Single(o => o.Name == session.OutputNames[i]).Type == ElementType.Double
                    ? outputs[i].GetTensorDataAsSpan<double>().ToArray()
                    : [.. outputs[i].GetTensorDataAsSpan<float>().ToArray().Select(x => (double)x)];
        foreach (var value in inputs.Values)
            value.Dispose();
        return results;
    }

    /// <summary>
    /// Largest difference between the gradients of <paramref name="loss"/> and central differences
    /// (f(x + h) - f(x - h)) / 2h, relative to the largest gradient (at least 1).
    /// </summary>
    public static double GradientError(
        Graph graph,
        Tensor loss,
        IReadOnlyList<Tensor> wrt,
        Dictionary<string, double[]> feeds,
        double h
    )
    {
        graph.Output("loss", loss);
        var gradients = graph.Gradients(loss, wrt);
        for (var i = 0; i < wrt.Count; i++)
        {
            Assert.Equal(wrt[i].Shape, gradients[i].Shape);
            graph.Output($"d.{wrt[i].Name}", gradients[i]);
        }
        using var options = Options(1);
        using var session = new InferenceSession(OnnxFile.Write(graph, "gradients"), options);
        var analytic = Run(session, graph, feeds);
        var (worst, scale) = (0.0, 1.0);
        foreach (var x in wrt)
        {
            var numbers = feeds[x.Name];
            for (var i = 0; i < numbers.Length; i++)
            {
                var kept = numbers[i];
                numbers[i] = kept + h;
                var up = Run(session, graph, feeds)["loss"][0];
                numbers[i] = kept - h;
                var down = Run(session, graph, feeds)["loss"][0];
                numbers[i] = kept;
                worst = Math.Max(worst, Math.Abs(((up - down) / (2 * h)) - analytic[$"d.{x.Name}"][i]));
                scale = Math.Max(scale, Math.Abs(analytic[$"d.{x.Name}"][i]));
            }
        }
        return worst / scale;
    }

    private static SessionOptions Options(int threads) =>
        new() { IntraOpNumThreads = threads, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };

    private static OrtValue Value(Tensor tensor, double[] values)
    {
        var shape = tensor.Sizes;
        return tensor.Type switch
        {
            ElementType.Double => OrtValue.CreateTensorValueFromMemory(values, shape),
            ElementType.Int64 => OrtValue.CreateTensorValueFromMemory(values.Select(v => (long)v).ToArray(), shape),
            _ => OrtValue.CreateTensorValueFromMemory(values.Select(v => (float)v).ToArray(), shape),
        };
    }
}
