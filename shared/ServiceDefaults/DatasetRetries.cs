using MassTransit;
using Refit;

namespace Platform.ServiceDefaults;

/// <summary>Retry policy of consumers that call Dataset.</summary>
public static class DatasetRetries
{
    private static readonly TimeSpan[] Pauses = [.. new[] { 0.2, 1, 2, 4, 8, 15 }.Select(TimeSpan.FromSeconds)];

    /// <summary>
    /// Retries transient failures of Dataset for half a minute; any other exception becomes a fault at once.
    /// </summary>
    public static void RetryWhileDatasetIsAway(this IReceiveEndpointConfigurator endpoint) =>
        endpoint.UseMessageRetry(r =>
        {
            r.Handle<HttpRequestException>();
            r.Handle<IOException>();
            r.Handle<ApiException>(e => (int)e.StatusCode >= 500);
            r.Intervals(Pauses);
        });
}
