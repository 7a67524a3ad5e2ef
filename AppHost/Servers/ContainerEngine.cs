namespace Platform.AppHost.Servers;

/// <summary>Docker, or the engine that <c>ASPIRE_CONTAINER_RUNTIME</c> names.</summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Whether Postgres and RabbitMQ run as containers.</summary>
    /// <param name="servers">
    /// <c>containers</c>, <c>native</c>, or <c>auto</c>: containers where an engine answers.
    /// </param>
    /// <exception cref="DistributedApplicationException">The value is not one of them.</exception>
    public static async Task<bool> RunsServers(string servers, CancellationToken cancellationToken) =>
        servers switch
        {
            "containers" => true,
            "native" => false,
            "auto" => await Answers(cancellationToken),
            _ => throw new DistributedApplicationException(
                $"--Servers is auto, containers or native, not '{servers}'."
            ),
        };

    private static async Task<bool> Answers(CancellationToken cancellationToken)
    {
        string engine = Environment.GetEnvironmentVariable("ASPIRE_CONTAINER_RUNTIME") ?? "docker";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            return (await Tool.TryRun([engine, "info"], limit.Token)).Code == 0;
        }
        catch (DistributedApplicationException)
        {
            return false; // not installed
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
