using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Dataset.Jobs;

namespace Platform.UnitTests.Dataset.Jobs;

public sealed class BacklogTests
{
    [Fact(Timeout = 30_000)]
    public void While_the_database_is_away_the_backlog_is_absent_not_0()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var source = NpgsqlDataSource.Create("Host=127.0.0.1;Port=9;Username=nobody;Timeout=2");
        var meters = services.GetRequiredService<IMeterFactory>();
        _ = new DatasetMetrics(meters, new Backlog(source, new WorkKindTable([]), TimeProvider.System));
        var (published, measured) = (new List<string>(), 0);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope != meters)
                {
                    return;
                }

                published.Add(instrument.Name);
                self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => measured++);
        listener.Start();

        listener.RecordObservableInstruments();

        Assert.Equal(["dataset.backlog", "dataset.jobs.open"], published.Order());
        Assert.Equal(0, measured);
    }
}
