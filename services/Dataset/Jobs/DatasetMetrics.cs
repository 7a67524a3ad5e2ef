using System.Diagnostics.Metrics;

namespace Platform.Dataset.Jobs;

/// <summary>
/// The meter <c>Platform.Dataset</c>: open work. The database is queried only while metrics are collected.
/// </summary>
internal sealed class DatasetMetrics : IHostedService
{
    public DatasetMetrics(IMeterFactory meters, Backlog backlog)
    {
        var meter = meters.Create("Platform.Dataset");
        Gauge("dataset.backlog", "{item}", "Work items that are not done yet, by kind.", b => b.Items);
        Gauge("dataset.jobs.open", "{job}", "Jobs that have not ended yet, by kind.", b => b.Jobs);

        void Gauge(
            string name,
            string unit,
            string description,
            Func<OpenWork, IReadOnlyDictionary<string, long>> read
        ) =>
            meter.CreateObservableGauge(
                name,
                () =>
                    backlog.Read() is { } open
                        ? read(open)
                            .Select(k => new Measurement<long>(
                                k.Value,
                                new KeyValuePair<string, object?>("kind", k.Key)
                            ))
                        : [],
                unit,
                description
            );
    }

    /// <summary>
    /// Does nothing: as a hosted service, the class is constructed at startup, and its constructor creates the gauges.
    /// </summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
