using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Platform.Gateway;

namespace Platform.UnitTests.Gateway;

/// <summary>The gateway's metrics, and what they have recorded.</summary>
internal sealed class Measured : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ConcurrentQueue<string> _seen = [];
    private readonly MeterListener _listener;

    public Measured()
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _listener = new()
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == meters)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => See(i, value, tags));
        // Durations are not the same twice.
        _listener.SetMeasurementEventCallback<double>(
            (i, value, tags, _) => See(i, value is > 0 and < 60 ? "s" : value, tags)
        );
        _listener.Start();
        Metrics = new(meters, TimeProvider.System);
    }

    public GatewayMetrics Metrics { get; }

    /// <summary>Measurements in their order, each as <c>name value tag=value</c>; a duration has the value <c>s</c>.</summary>
    public IReadOnlyList<string> Seen => [.. _seen];

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    private void See(Instrument instrument, object value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        // The same on every measurement that has it.
        var shown = tags.ToArray()
            .Where(t => !(t.Key == "gen_ai.provider.name" && Equals(t.Value, "platform")))
            .Select(t => $" {t.Key}={t.Value}");
        _seen.Enqueue($"{instrument.Name} {value}{string.Concat(shown)}");
    }
}
