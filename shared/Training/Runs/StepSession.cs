using Microsoft.ML.OnnxRuntime;
using Platform.Inference;
using Platform.Training.Graphs;
using Platform.Training.Models;

namespace Platform.Training.Runs;

/// <summary>
/// An open session for one shape of the training step; everything is bound once. Each weight's gradient is read and written
/// in the same place, which is safe because the addition is the only reader of the old value. On CUDA, weights and gradients
/// are still in host memory and are copied there and back in every run.
/// </summary>
internal sealed class StepSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];
    private readonly List<(string Name, OrtValue Value)> _inputs = [];
    private readonly bool _copies;
    private readonly FlatVector _gradient;
    private readonly int _tables;
    private readonly float[] _embedded;
    private readonly float[] _loss;

    public StepSession(
        TransformerShape shape,
        int rows,
        int width,
        FlatVector weights,
        FlatVector gradient,
        int threads,
        Provider provider = Provider.Cpu
    )
    {
        (Rows, Width) = (rows, width);
        using var options = StepGraph.Options(threads);
        _copies = Providers.Use(options, provider) == Provider.Cuda;
        _session = new InferenceSession(OnnxFile.Write(StepGraph.Build(shape, rows, width), "training step"), options);
        _binding = _session.CreateIoBinding();
        var tokens = rows * width;
        Ids = Bind<long>(StepGraph.Ids, rows, width);
        (Next, NextWeights, Classes, ClassWeights) = ([], [], [], []);
        if (shape.Language)
            (Next, NextWeights) = (Bind<long>(StepGraph.Next, tokens), Bind<float>(StepGraph.NextWeights, tokens));
        if (shape.Classes > 0)
            (Classes, ClassWeights) = (
                Bind<long>(StepGraph.Class, tokens),
                Bind<float>(StepGraph.ClassWeights, tokens)
            );
        for (var i = 0; i < weights.Layout.Parameters.Count; i++)
        {
            var name = weights.Layout.Parameters[i].Name;
            Input(name, Keep(weights.View(i)));
            if (i < shape.NGram)
                continue;
            var sum = Keep(gradient.View(i));
            Input(StepGraph.Before(name), sum);
            _binding.BindOutput(StepGraph.After(name), sum);
        }
        (_gradient, _tables) = (gradient, shape.NGram);
        _embedded = Output(StepGraph.Embedded, tokens, shape.Width);
        _loss = Output(StepGraph.Loss);
    }

    public int Rows { get; }
    public int Width { get; }

    /// <summary>[rows, width]; the caller fills these before a run.</summary>
    public long[] Ids { get; }
    public long[] Next { get; }
    public float[] NextWeights { get; }
    public long[] Classes { get; }
    public float[] ClassWeights { get; }

    /// <summary>Adds the gradient of the current inputs and returns the weighted loss.</summary>
    public float Run()
    {
        // An input that is bound to a device is copied there once, so it must be bound again when it changes.
        if (_copies)
            foreach (var (name, value) in _inputs)
                _binding.BindInput(name, value);
        _session.RunWithBinding(_run, _binding);
        if (_copies)
            _binding.SynchronizeBoundOutputs();
        for (var back = 0; back < _tables; back++)
            EmbeddingGradient.Add(Ids, Width, back, _embedded, _gradient.Of(back));
        return _loss[0];
    }

    public void Dispose()
    {
        _binding.Dispose();
        foreach (var value in _values)
            value.Dispose();
        _run.Dispose();
        _session.Dispose();
    }

    private T[] Bind<T>(string name, params long[] shape)
        where T : unmanaged
    {
        var buffer = Buffer<T>(shape);
        Input(name, Keep(Value(buffer, shape)));
        return buffer;
    }

    private void Input(string name, OrtValue value)
    {
        _inputs.Add((name, value));
        _binding.BindInput(name, value);
    }

    private float[] Output(string name, params long[] shape)
    {
        var buffer = Buffer<float>(shape);
        _binding.BindOutput(name, Keep(Value(buffer, shape)));
        return buffer;
    }

    private static T[] Buffer<T>(long[] shape) =>
        GC.AllocateArray<T>((int)shape.Aggregate(1L, (a, b) => a * b), pinned: true);

    private static OrtValue Value<T>(T[] buffer, params long[] shape)
        where T : unmanaged =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, buffer.AsMemory(), shape);

    private OrtValue Keep(OrtValue value)
    {
        _values.Add(value);
        return value;
    }
}
