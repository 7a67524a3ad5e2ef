using System.Numerics;
using Platform.Kernels.Statistics;

namespace Platform.Training.Runs;

/// <summary>
/// Which sequences an optimiser step sees, as a pure function of seed and step, so that a resumed run sees the same. Each epoch
/// is shuffled; within windows of some batches sequences are sorted by length so that a batch pads little; then the batches
/// are shuffled.
/// </summary>
public sealed class Batches(IReadOnlyList<Sequence> sequences, int batch, long seed)
{
    private const int Window = 32;

    private int _epoch = -1;
    private int[] _order = [];
    private int[] _batches = [];

    /// <summary>Optimiser steps an epoch; the last one may be smaller.</summary>
    public int PerEpoch => (sequences.Count + batch - 1) / batch;

    /// <summary>The sequences of a step, longest first.</summary>
    /// <param name="step">From 0.</param>
    public ReadOnlySpan<int> Step(int step)
    {
        if (_epoch != step / PerEpoch)
            Shuffle(_epoch = step / PerEpoch);
        var start = _batches[step % PerEpoch] * batch;
        return _order.AsSpan(start, Math.Min(batch, _order.Length - start));
    }

    private void Shuffle(int epoch)
    {
        var random = SplitMix.For(seed, epoch);
        _order = [.. Enumerable.Range(0, sequences.Count)];
        Kernels.Statistics.Shuffle.InPlace(_order, ref random);
        for (var start = 0; start < _order.Length; start += Window * batch)
        {
            var window = _order.AsSpan(start, Math.Min(Window * batch, _order.Length - start));
            window.Sort((a, b) => (-sequences[a].Ids.Length, a).CompareTo((-sequences[b].Ids.Length, b)));
        }
        _batches = [.. Enumerable.Range(0, PerEpoch)];
        Kernels.Statistics.Shuffle.InPlace(_batches, ref random);
    }

    /// <summary>
    /// Length that a micro-batch is padded to, so that few shapes of graph are needed: multiples of 8 up to 64, of 16 up to 128,
    /// of 32 up to 256, and so on, four between each power of two and the next.
    /// </summary>
    public static int Width(int length)
    {
        var grain = Math.Max(8, (int)BitOperations.RoundUpToPowerOf2((uint)length) / 8);
        return (length + grain - 1) / grain * grain;
    }
}
