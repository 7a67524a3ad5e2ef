using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Platform.Generator;

namespace Platform.UnitTests.Generator;

public sealed class GeneratorMetricsTests
{
    [Fact]
    public void Samples_that_are_missing_are_failures_and_the_tag_says_who_was_asked()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var metrics = new GeneratorMetrics(meters);
        var seen = new List<(string, double, object?)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == meters)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((i, v, t, _) => seen.Add((i.Name, v, t[0].Value)));
        listener.SetMeasurementEventCallback<long>((i, v, t, _) => seen.Add((i.Name, v, t[0].Value)));
        listener.Start();
        metrics.Done(1, 3, SampledBy.Server, TimeSpan.FromSeconds(2));

        Assert.Equal(
            [
                ("generator.samples", 1, "Server"),
                ("generator.failures", 2, "Server"),
                ("generator.run.time", 2, "Server"),
            ],
            seen
        );
    }
}
