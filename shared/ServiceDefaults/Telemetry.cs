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

namespace Platform.ServiceDefaults;

/// <summary>Traces, metrics and logs over OTLP.</summary>
public static class Telemetry
{
    /// <summary>Exports only where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, as Aspire does.</summary>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        // Requests, queries and calls are in the traces.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        // The health endpoint reports it; a service that is starting is no error.
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
    /// A scope whose spans are recorded nowhere, neither here nor in a service that is asked from within it. For loops that ask
    /// again and again: what they ask belongs to no trace that anybody would read.
    /// </summary>
    public static Activity Unrecorded(string name) =>
        new Activity(name) { ActivityTraceFlags = ActivityTraceFlags.None }.Start();

    /// <summary>
    /// Says in an <see cref="Unrecorded"/> scope, to the consumer too, that the message is not recorded. The bus says nothing
    /// of spans that it does not record, and the consumer would begin a trace with each of them.
    /// </summary>
    public static void MarkUnrecorded(this SendContext message)
    {
        if (Activity.Current is { Recorded: false, Id: { } id })
        {
            message.Headers.Set(DiagnosticHeaders.ActivityId, id);
        }
    }
}
