using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Platform.ServiceDefaults.Access;

namespace Platform.ServiceDefaults;

/// <summary>The setup that every service shares.</summary>
public static class Defaults
{
    /// <summary>The host's own setting, in seconds: how long a stop waits for work in progress.</summary>
    public const string ShutdownTimeout = "shutdownTimeoutSeconds";

    /// <summary>
    /// Plain words about wrong settings, secrets from files, telemetry, health checks, problem details, closed endpoints, and
    /// time as a parameter.
    /// </summary>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder)
    {
        StartFailure.Explain();
        builder.Configuration.AddSecretFiles();
        builder.AddTelemetry();
        builder.AddAccess();
        builder.Services.AddHealthChecks();
        builder.Services.AddProblemDetails();
        builder.Services.TryAddSingleton(TimeProvider.System);
        // The host's default of half a minute is too long for a person who stops the platform by hand.
        var patience = TimeSpan.FromSeconds(builder.Configuration.GetValue(ShutdownTimeout, 10));
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = patience);
        return builder;
    }

    /// <summary>
    /// <c>/health</c>: ready for work (broker, database), or drained on purpose, for the installation; <c>/alive</c>: the
    /// process answers, for everybody.
    /// </summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks(
                "/health",
                new HealthCheckOptions
                {
                    // The bus of a drained worker is stopped and would report itself as unhealthy.
                    Predicate = check =>
                        !check.Tags.Contains("masstransit") || app.Services.GetService<Drain>() is not { Begun: true },
                }
            )
            .RequireAuthorization(AccessSetup.Reading);
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        return app;
    }
}
