using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Platform.UnitTests.ServiceDefaults;

/// <summary>The spans that some sources record, as the services' exporter would receive them.</summary>
internal sealed class Spans : IDisposable
{
    private readonly TracerProvider provider;

    public Spans(params string[] sources) =>
        provider = Sdk.CreateTracerProviderBuilder().AddSource(sources).AddProcessor(new Collect(Ended)).Build();

    public ConcurrentQueue<Activity> Ended { get; } = [];

    public void Dispose() => provider.Dispose();

    private sealed class Collect(ConcurrentQueue<Activity> ended) : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            if (data.Recorded)
            {
                ended.Enqueue(data);
            }
        }
    }
}
