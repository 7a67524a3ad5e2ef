using Platform.Kernels.Statistics;

namespace Platform.Training.Runs;

/// <summary>
/// Which sequences an optimiser step sees, as a pure function of seed and step, so that a resumed run sees the same: each
/// epoch is shuffled and cut into batches. Sequences are sorted by length only within a batch. Batches of a single length
/// would pad less but teach worse: the length of a solution reveals its labels (it is cut after its first mistake), so such
/// a batch would be all right or all wrong.
/// </summary>
internal sealed class Batches(IReadOnlyList<Sequence> sequences, int batch, long seed)
{
    private int _epoch = -1;
    private int[] _order = [];

    /// <summary>Optimiser steps per epoch; the last one may be smaller.</summary>
    public int PerEpoch => (sequences.Count + batch - 1) / batch;

    /// <summary>The sequences of a step, longest first.</summary>
    /// <param name="step">From 0.</param>
    public ReadOnlySpan<int> Step(int step)
    {
        if (_epoch != step / PerEpoch)
        {
            Shuffle(_epoch = step / PerEpoch);
        }

        var start = step % PerEpoch * batch;
        var chosen = _order.AsSpan(start, Math.Min(batch, _order.Length - start));
        chosen.Sort((a, b) => (-sequences[a].Ids.Length, a).CompareTo((-sequences[b].Ids.Length, b)));
        return chosen;
    }

    private void Shuffle(int epoch)
    {
        var random = SplitMix.For(seed, epoch);
        _order = [.. Enumerable.Range(0, sequences.Count)];
        Kernels.Statistics.Shuffle.InPlace(_order, ref random);
    }
}
