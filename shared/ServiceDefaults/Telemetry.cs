using System.Diagnostics;
using MassTransit;
using MassTransit.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Platform.DatasetClient;

namespace Platform.ServiceDefaults;

/// <summary>Traces, metrics and logs over OTLP.</summary>
public static class Telemetry
{
    /// <summary>Exports only if <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, as Aspire does.</summary>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        // Requests, queries and calls are in the traces.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        // The health endpoint reports it; a service that is starting is not an error.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical);
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return builder;
        }

        builder.Logging.AddOpenTelemetry(o =>
        {
            o.IncludeScopes = true;
            o.IncludeFormattedMessage = true;
        });
        builder
            .Services.AddOpenTelemetry()
            .WithTracing(t =>
                t.AddSource("MassTransit", "Platform.*")
                    // Health checks come every few seconds and would bury the rest.
                    .AddAspNetCoreInstrumentation(o =>
                        o.Filter = context => context.Request.Path.Value is not ("/health" or "/alive")
                    )
                    .AddHttpClientInstrumentation()
                    .AddNpgsql()
            )
            .WithMetrics(m =>
                m.AddMeter("MassTransit", "Npgsql", "Platform.*")
                    .AddAspNetCoreInstrumentation()
                    .AddHttpClientInstrumentation()
                    .AddRuntimeInstrumentation()
            )
            .UseOtlpExporter();
        return builder;
    }

    /// <summary>
    /// Tells the consumer that the message was sent in a scope of <see cref="Tracing.Unrecorded"/>. The bus does not
    /// propagate a span that is not recorded, so the consumer would start a trace for each message.
    /// </summary>
    public static void MarkUnrecorded(this SendContext message)
    {
        if (Activity.Current is { Recorded: false, Id: { } id })
        {
            message.Headers.Set(DiagnosticHeaders.ActivityId, id);
        }
    }
}
