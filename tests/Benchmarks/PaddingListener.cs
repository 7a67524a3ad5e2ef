using System.Diagnostics.Metrics;

namespace Platform.Benchmarks;

/// <summary>Padding's share of the tokens that a scorer in this process has run, from its own meter.</summary>
internal sealed class PaddingListener : IDisposable
{
    private readonly Lock _lock = new();
    private readonly MeterListener _listener = new();
    private (double Tokens, double Cells) _sums;
    private long _batch;

    public PaddingListener()
    {
        _listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Meter.Name: "Platform.Scorer", Name: "scorer.batch.tokens" or "scorer.batch.padding" })
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        // A batch's tokens are recorded before its padding, by one thread.
        _listener.SetMeasurementEventCallback<long>((_, tokens, _, _) => _batch = tokens);
        _listener.SetMeasurementEventCallback<double>(
            (_, padding, _, _) =>
            {
                lock (_lock)
                {
                    _sums = (_sums.Tokens + _batch, _sums.Cells + _batch / (1 - padding));
                }
            }
        );
        _listener.Start();
    }

    /// <summary>The ratio since the last call.</summary>
    public double TakeRatio()
    {
        lock (_lock)
        {
            var (tokens, cells) = _sums;
            _sums = default;
            return cells == 0 ? 0 : 1 - tokens / cells;
        }
    }

    public void Dispose() => _listener.Dispose();
}
