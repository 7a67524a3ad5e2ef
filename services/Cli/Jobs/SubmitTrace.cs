using System.Diagnostics;
using System.Runtime.CompilerServices;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Platform.Cli.Jobs;

/// <summary>The first span of a job's trace: its submission. There is no span if no collector is known.</summary>
internal static class SubmitTrace
{
    public static readonly ActivitySource Source = new("Platform.Cli");

    /// <summary>
    /// Exports the spans that end before the result is disposed. It is a separate method, so that only a traced submission
    /// loads the exporter, which takes as long as the rest of the command.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static IDisposable Export(Collector collector) =>
        Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(r => r.AddService("cli"))
            .AddSource(Source.Name)
            .AddOtlpExporter(o =>
            {
                o.ExportProcessorType = ExportProcessorType.Simple;
                o.TimeoutMilliseconds = (int)collector.Timeout.TotalMilliseconds;
                o.Headers = collector.Headers;
                o.Protocol = collector.OverHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
                o.Endpoint = collector.OverHttp
                    ? new Uri($"{collector.Address.AbsoluteUri.TrimEnd('/')}/v1/traces")
                    : collector.Address;
            })
            .Build();

    /// <summary>The W3C headers, as a client in any language would send them.</summary>
    public static Dictionary<string, object?> Headers(Activity span)
    {
        Dictionary<string, object?> headers = new() { ["traceparent"] = span.Id };
        if (span.TraceStateString is { Length: > 0 } state)
        {
            headers["tracestate"] = state;
        }

        return headers;
    }
}
