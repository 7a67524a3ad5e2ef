using System.Net.Sockets;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Platform.ServiceDefaults;

/// <summary>
/// Ends a service whose bus does not work although the broker accepts connections. Its supervisor starts it
/// again. When two connections declare a quorum queue at the same moment, RabbitMQ may close one of them with an internal
/// error, and a bus that was about to start may then wait for an answer that does not come. When a connection is lost later,
/// an endpoint does not consume again before the messages in hand have ended, and one that never ends would stop it for ever;
/// the broker has returned those messages to their queue, so that nothing but computing time is lost.
/// </summary>
internal sealed partial class BusWatch(
    IBusControl bus,
    Connections connections,
    Drain drain,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<BusWatch> log
) : BackgroundService
{
    /// <summary>
    /// Longer than the bus waits between two attempts to connect, so that a bus that is about to try again is left alone.
    /// </summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The bus is stopped before this service is.
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(
            stoppingToken,
            lifetime.ApplicationStopping
        );
        var broker = new Uri(configuration.GetConnectionString("rabbitmq")!);
        try
        {
            await UntilLost(
                () => drain.Begun || (bus.CheckHealth().Status == BusHealthStatus.Healthy && connections.AreOpen),
                () => Accepts(broker, stopping.Token),
                time,
                stopping.Token
            );
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }

        GivesUp(log, Limit);
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    /// <summary>
    /// Completes when the bus has not worked for longer than <see cref="Limit"/>, during which the broker accepted connections.
    /// </summary>
    /// <param name="works">Whether the bus works, or is stopped on purpose.</param>
    /// <param name="accepts">Whether the broker accepts connections; the bus waits for the broker as long as it takes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    internal static async Task UntilLost(
        Func<bool> works,
        Func<Task<bool>> accepts,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var since = time.GetTimestamp();
        while (time.GetElapsedTime(since) <= Limit)
        {
            await Task.Delay(Pause, time, cancellationToken);
            if (works() || !await accepts())
            {
                since = time.GetTimestamp();
            }
        }
    }

    private static async Task<bool> Accepts(Uri broker, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(broker.Host, broker.Port > 0 ? broker.Port : 5672, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [LoggerMessage(
        LogLevel.Critical,
        "The bus has not worked for {Limit} although the broker accepts connections; the service ends"
    )]
    private static partial void GivesUp(ILogger log, TimeSpan limit);
}
