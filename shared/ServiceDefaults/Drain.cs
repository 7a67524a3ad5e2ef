using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Platform.ServiceDefaults;

/// <summary>
/// Empties a worker before it is stopped: it takes no more messages, finishes those in hand and publishes their results; what
/// it has fetched and not begun goes back to the queue. Only a new process takes work again.
/// </summary>
public sealed partial class Drain(IBusControl bus, ILogger<Drain> log) : IHealthCheck
{
    private readonly Lock _lock = new();
    private Task? _drained;

    /// <summary>Also while messages in hand are still being finished.</summary>
    public bool Begun
    {
        get
        {
            lock (_lock)
            {
                return _drained is not null;
            }
        }
    }

    /// <summary>Ends when the worker has nothing in hand; repeated, it waits for the same. A caller that leaves ends nothing.</summary>
    /// <param name="before">Ends work that goes on outside of deliveries; the bus still publishes.</param>
    /// <param name="cancellationToken">Ends the waiting, not the draining.</param>
    public Task Run(Func<Task>? before, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return (_drained ??= Stop(before)).WaitAsync(cancellationToken);
        }
    }

    /// <summary>Degraded, not unhealthy: who looks after processes must not take a drained one for broken.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(
            Begun
                ? HealthCheckResult.Degraded("Drained: it takes no messages until it is started anew.")
                : HealthCheckResult.Healthy()
        );

    private async Task Stop(Func<Task>? before)
    {
        Draining(log);
        if (before is not null)
        {
            await before();
        }

        // However long it takes: consumers are not cancelled.
        await bus.StopAsync(CancellationToken.None);
        Drained(log);
    }

    [LoggerMessage(LogLevel.Information, "Draining: no more messages are taken")]
    private static partial void Draining(ILogger log);

    [LoggerMessage(LogLevel.Information, "Drained: nothing is in hand, every result is published")]
    private static partial void Drained(ILogger log);
}

/// <summary>Adds draining to a worker.</summary>
public static class Draining
{
    /// <summary><c>POST /drain</c>: answers <c>{"drained":true}</c> when nothing is in hand any more.</summary>
    /// <param name="app">A worker: it consumes messages and keeps nothing.</param>
    /// <param name="before">Ends work that goes on outside of deliveries, and publishes what is to be said of it.</param>
    public static WebApplication MapDrain(this WebApplication app, Func<Task>? before = null)
    {
        app.MapPost(
            "/drain",
            async (Drain drain, CancellationToken cancellationToken) =>
            {
                await drain.Run(before, cancellationToken);
                return Results.Ok(new { drained = true });
            }
        );
        return app;
    }
}
