using System.Diagnostics.Metrics;

namespace Platform.Dataset.Jobs;

/// <summary>The meter <c>Platform.Dataset</c>: what is still to be done. Nothing is asked while nobody collects.</summary>
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

    /// <summary>A gauge is there as soon as it has been made: this only brings that about.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
