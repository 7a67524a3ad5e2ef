using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Platform.Inference;

namespace Platform.Benchmarks;

/// <summary>
/// The baseline of a scorer: a loop over an ONNX session and nothing else. All sequences are known beforehand, sorted by
/// length and padded; only the runs are timed.
/// </summary>
internal sealed class BareLoop : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly List<(long[] Ids, long[] Shape)> _batches = [];

    /// <param name="graph">The ONNX file.</param>
    /// <param name="sequences">All sequences that will be run.</param>
    /// <param name="budget">Tokens per batch, including padding.</param>
    /// <param name="threads">Threads per operator; 0 for one per core.</param>
    public BareLoop(string graph, IReadOnlyList<TokenSequence> sequences, int budget, int threads)
    {
        (_session, _) = Providers.Open(graph, Provider.Cpu, threads);
        var lengths = sequences.Select(s => s.Ids.Length).ToList();
        foreach (var batch in Packing.Pack(lengths, budget))
        {
            var width = lengths[batch[0]];
            var ids = new long[batch.Length * width];
            for (var row = 0; row < batch.Length; row++)
            {
                for (var i = 0; i < lengths[batch[row]]; i++)
                {
                    ids[row * width + i] = sequences[batch[row]].Ids[i];
                }
            }

            _batches.Add((ids, [batch.Length, width]));
        }
        Tokens = lengths.Sum(l => (long)l);
    }

    /// <summary>Tokens of all sequences, excluding padding.</summary>
    public long Tokens { get; }

    /// <summary>Runs the first batch, so that memory is allocated and weights are read.</summary>
    public void WarmUp() => Run(_batches[0]);

    /// <summary>Runs every batch once.</summary>
    /// <returns>Tokens per second, excluding padding.</returns>
    public double Run()
    {
        var clock = Stopwatch.StartNew();
        _batches.ForEach(Run);
        return Tokens / clock.Elapsed.TotalSeconds;
    }

    private void Run((long[] Ids, long[] Shape) batch)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(batch.Ids, batch.Shape);
        using var outputs = _session.Run(_options, ["input_ids"], [input], _session.OutputNames);
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }
}
