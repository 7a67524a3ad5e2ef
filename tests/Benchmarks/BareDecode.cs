using Microsoft.ML.OnnxRuntime;
using Platform.Contracts;
using Platform.Inference;

namespace Platform.Benchmarks;

/// <summary>
/// The baseline of a generator: a decoder that is fed the same token repeatedly, with all rows of the same length and the KV
/// cache passed from step to step without a copy. There are no prompts, no sampling and no text, and no rows are added or removed.
/// </summary>
internal sealed class BareDecode : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding _binding;
    private readonly LanguageModelManifest _model;
    private readonly int _rows;
    private readonly int _past;
    private readonly int _steps;
    private readonly float[][] _caches;
    private readonly List<OrtValue> _inPlace = [];
    private readonly float[] _logits;
    private readonly int _vocabulary;

    /// <param name="directory">The language model.</param>
    /// <param name="rows">Batch size.</param>
    /// <param name="past">Tokens in the cache before the first step.</param>
    /// <param name="steps">Steps per run.</param>
    /// <param name="threads">Threads per operator; 0 for one per core.</param>
    public BareDecode(string directory, int rows, int past, int steps, int threads)
    {
        var path = Path.Combine(directory, LanguageManifest.FileName);
        _model = LanguageManifest.Parse(File.ReadAllBytes(path), path);
        (_rows, _past, _steps) = (rows, past, steps);
        (_session, _) = Providers.Open(Path.Combine(directory, _model.Model ?? "model.onnx"), Provider.Cpu, threads);
        _binding = _session.CreateIoBinding();
        _vocabulary = _session.OutputMetadata["logits"].Dimensions[^1];
        _logits = GC.AllocateArray<float>(rows * _vocabulary, pinned: true);
        var size = rows * _model.Cache.Heads * (past + steps) * _model.Cache.HeadSize;
        _caches =
        [
            .. Enumerable.Range(0, 4 * _model.Cache.Layers).Select(_ => GC.AllocateArray<float>(size, pinned: true)),
        ];
        if (_model.Cache.InPlace)
        {
            BindCaches(past + steps, past + steps, 0, _inPlace);
        }
    }

    /// <summary>Repeats the steps until at least this many tokens are done.</summary>
    /// <returns>Tokens done.</returns>
    public long Run(long tokens)
    {
        var done = 0L;
        for (; done < tokens; done += (long)_rows * _steps)
        {
            for (var step = 0; step < _steps; step++)
            {
                Step(_past + step, step % 2);
            }
        }

        return done;
    }

    private void Step(int past, int side)
    {
        var values = new List<OrtValue>();
        Input("input_ids", Filled(_rows, 5), _rows, 1);
        Input("attention_mask", Filled(_rows * (past + 1), 1), _rows, past + 1);
        Input("position_ids", Filled(_rows, past), _rows, 1);
        if (_model.NGram > 1)
        {
            Input("past_input_ids", Filled(_rows * (_model.NGram - 1), 5), _rows, _model.NGram - 1);
        }

        if (!_model.Cache.InPlace)
        {
            BindCaches(past, past + 1, side, values);
        }

        values.Add(OrtValue.CreateTensorValueFromMemory(_logits, [_rows, 1, _vocabulary]));
        _binding.BindOutput("logits", values[^1]);
        _session.RunWithBinding(_run, _binding);
        values.ForEach(value => value.Dispose());

        void Input(string name, long[] content, params long[] shape)
        {
            values.Add(OrtValue.CreateTensorValueFromMemory(content, shape));
            _binding.BindInput(name, values[^1]);
        }
    }

    private void BindCaches(int past, int present, int side, List<OrtValue> values)
    {
        for (var layer = 0; layer < _model.Cache.Layers; layer++)
        {
            foreach (var (place, name) in new[] { "key", "value" }.Index())
            {
                var pair = _caches.AsSpan(4 * layer + 2 * place, 2);
                _binding.BindInput($"past_key_values.{layer}.{name}", Cache(pair[side], past));
                _binding.BindOutput(
                    $"present.{layer}.{name}",
                    Cache(pair[_model.Cache.InPlace ? side : 1 - side], present)
                );
            }
        }

        OrtValue Cache(float[] memory, int length)
        {
            long[] shape = [_rows, _model.Cache.Heads, length, _model.Cache.HeadSize];
            var count = (int)shape.Aggregate((a, b) => a * b);
            values.Add(
                OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory.AsMemory(0, count), shape)
            );
            return values[^1];
        }
    }

    private static long[] Filled(int count, long value)
    {
        var values = new long[count];
        Array.Fill(values, value);
        return values;
    }

    public void Dispose()
    {
        _inPlace.ForEach(value => value.Dispose());
        _binding.Dispose();
        _session.Dispose();
        _run.Dispose();
    }
}
