using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Platform.ServiceDefaults;

/// <summary>Traces, metrics and logs over OTLP, wired by hand from the built-in sources (the feed has no instrumentation packages).</summary>
public static class Telemetry
{
    private static readonly string[] Sources =
    [
        "Microsoft.AspNetCore",
        "System.Net.Http",
        "MassTransit",
        "Npgsql",
        "Platform.*",
    ];

    private static readonly string[] Meters =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Net.Http",
        "System.Runtime",
        "MassTransit",
        "Npgsql",
        "Platform.*",
    ];

    /// <summary>Exports only where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, as Aspire does.</summary>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        // What the frameworks say on every request, query and call is in the traces.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        // Whoever asks for the health hears it; a service that is starting is no error.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical);
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return builder;
        }

        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, Starter>());
        new OpenTelemetryBuilder(builder.Services)
            .ConfigureResource(r =>
                r.AddService(builder.Configuration["OTEL_SERVICE_NAME"] ?? builder.Environment.ApplicationName)
            )
            .WithTracing(t => t.AddSource(Sources))
            .WithMetrics(m => m.AddMeter(Meters))
            .WithLogging(
                null,
                l =>
                {
                    l.IncludeScopes = true;
                    l.IncludeFormattedMessage = true;
                }
            )
            .UseOtlpExporter();
        builder.Services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter, NamedRequests>();
        return builder;
    }

    private sealed class OpenTelemetryBuilder(IServiceCollection services) : IOpenTelemetryBuilder
    {
        public IServiceCollection Services => services;
    }

    /// <summary>Providers start listening when they are made: make them before anything else starts.</summary>
    private sealed class Starter(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            services.GetService<MeterProvider>();
            services.GetService<TracerProvider>();
            services.GetService<LoggerProvider>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Without the instrumentation package a server span keeps a generic name and has no route.</summary>
    private sealed class NamedRequests : Microsoft.AspNetCore.Hosting.IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    async (context, rest) =>
                    {
                        await rest();
                        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { } activity)
                        {
                            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
                            activity.DisplayName = $"{context.Request.Method} {route}";
                            activity.SetTag("http.route", route);
                            activity.SetTag("http.response.status_code", context.Response.StatusCode);
                        }
                    }
                );
                next(app);
            };
    }
}
