using System.Diagnostics.Metrics;
using MassTransit;

namespace Platform.ServiceDefaults;

/// <summary>
/// Metrics about messages of the meter <c>Platform.Service</c>: <c>service.queue.wait</c>, seconds from publication to
/// consumption, and <c>service.faults</c>, attempts at a message that threw.
/// </summary>
/// <param name="meters">Creates the meter.</param>
/// <param name="service">The service, in lower case.</param>
/// <param name="time">The clock. Those of publisher and consumer may differ, so no wait is below 0.</param>
internal sealed class MessageMetrics(IMeterFactory meters, string service, TimeProvider time) : IConsumeObserver
{
    private readonly Histogram<double> _wait = Meter(meters, service)
        .CreateHistogram<double>($"{service}.queue.wait", "s", "From a message's publication to its consumption.");

    private readonly Counter<long> _faults = Meter(meters, service)
        .CreateCounter<long>($"{service}.faults", "{attempt}", "Attempts at a message that threw.");

    public Task PreConsume<T>(ConsumeContext<T> context)
        where T : class
    {
        // A client with another bus library, or with none, does not say when it sent the message.
        if (context is { SentTime: { } sent, SourceAddress: not null })
        {
            _wait.Record(Math.Max(0, (time.GetUtcNow().UtcDateTime - sent).TotalSeconds), Message<T>());
        }

        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception)
        where T : class
    {
        _faults.Add(1, Message<T>());
        return Task.CompletedTask;
    }

    private static Meter Meter(IMeterFactory meters, string service) =>
        meters.Create($"Platform.{char.ToUpperInvariant(service[0])}{service[1..]}");

    private static KeyValuePair<string, object?> Message<T>() => new("message", typeof(T).Name);
}
