using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Platform.ServiceDefaults;

/// <summary>What every service does before its own work.</summary>
public static class Defaults
{
    /// <summary>Setting of the host itself, in seconds: how long a stop waits for work under way.</summary>
    public const string ShutdownTimeout = "shutdownTimeoutSeconds";

    /// <summary>Secrets from files, telemetry, health checks, problem details, and time as a parameter.</summary>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder)
    {
        builder.Configuration.AddSecretFiles();
        builder.AddTelemetry();
        builder.Services.AddHealthChecks();
        builder.Services.AddProblemDetails();
        builder.Services.TryAddSingleton(TimeProvider.System);
        // Whoever stops the platform by hand does not want to wait for the host's half minute.
        var patience = TimeSpan.FromSeconds(builder.Configuration.GetValue(ShutdownTimeout, 10));
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = patience);
        return builder;
    }

    /// <summary>
    /// <c>/health</c>: ready for work (broker, database), or drained on purpose; <c>/alive</c>: the process answers.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks(
            "/health",
            new HealthCheckOptions
            {
                // The bus of a drained worker is stopped and says so.
                Predicate = check =>
                    !check.Tags.Contains("masstransit") || app.Services.GetService<Drain>() is not { Begun: true },
            }
        );
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = _ => false });
        return app;
    }
}
