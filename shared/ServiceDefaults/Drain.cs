using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Platform.ServiceDefaults;

/// <summary>
/// Empties a worker before it is stopped: the worker takes no more messages, finishes those in progress and publishes their
/// results. Messages that it has fetched but not started go back to the queue. Only a new process takes work again.
/// </summary>
public sealed partial class Drain(IBusControl bus, ILogger<Drain> log) : IHealthCheck
{
    private readonly Lock _lock = new();
    private Task? _drained;

    /// <summary>True also while messages in progress are still being finished.</summary>
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

    /// <summary>
    /// Completes when the worker has no work in progress; a repeated call waits for the same drain. A caller that cancels
    /// does not stop the drain.
    /// </summary>
    /// <param name="before">Ends work that runs outside of deliveries; the bus can still publish.</param>
    /// <param name="cancellationToken">Cancels the wait, not the drain.</param>
    public Task Run(Func<Task>? before, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return (_drained ??= Stop(before)).WaitAsync(cancellationToken);
        }
    }

    /// <summary>Degraded, not unhealthy: a supervisor must not take a drained process for a broken one.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(
            Begun
                ? HealthCheckResult.Degraded("Drained: it takes no messages until it is restarted.")
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

    [LoggerMessage(LogLevel.Information, "Draining: no more messages are consumed")]
    private static partial void Draining(ILogger log);

    [LoggerMessage(LogLevel.Information, "Drained: no work is in progress and every result is published")]
    private static partial void Drained(ILogger log);
}

/// <summary>Adds draining to a worker.</summary>
public static class Draining
{
    /// <summary><c>POST /drain</c>: answers <c>{"drained":true}</c> when no work is in progress any more.</summary>
    /// <param name="app">A worker: it consumes messages and keeps no state.</param>
    /// <param name="before">Ends work that runs outside of deliveries and publishes its outcome.</param>
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
