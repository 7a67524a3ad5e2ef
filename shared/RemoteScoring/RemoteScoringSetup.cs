using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace Platform.RemoteScoring;

/// <summary>Registers the HTTP client of remote reward models.</summary>
public static class RemoteScoringSetup
{
    internal const string Client = "remote-reward-model";

    /// <summary>
    /// A client with the standard resilience handler: 408, 429, 5xx and broken connections are retried, after the time that the
    /// server asks for; a server that keeps failing is left alone for a while.
    /// </summary>
    /// <param name="services">The service's collection.</param>
    /// <param name="options">How long and how often.</param>
    public static IServiceCollection AddRemoteScoring(
        this IServiceCollection services,
        Func<IServiceProvider, RemoteScoringOptions> options
    )
    {
        services.AddSingleton<RemoteRewardModels>();
        services
            .AddHttpClient(Client, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All }
            )
            // Servers are as different as models: each has a circuit breaker of its own.
            .AddStandardResilienceHandler()
            .SelectPipelineByAuthority()
            .Configure((o, provider) => Apply(o, options(provider)));
        return services;
    }

    private static void Apply(HttpStandardResilienceOptions to, RemoteScoringOptions from)
    {
        to.AttemptTimeout.Timeout = from.AttemptTimeout;
        to.TotalRequestTimeout.Timeout = from.TotalTimeout;
        to.Retry.MaxRetryAttempts = from.Retries;
        to.Retry.Delay = from.FirstDelay;
        to.CircuitBreaker.SamplingDuration = 2 * from.AttemptTimeout;
        // The models bound their requests themselves.
        to.RateLimiter.DefaultRateLimiterOptions = new ConcurrencyLimiterOptions
        {
            PermitLimit = 1024,
            QueueLimit = int.MaxValue,
        };
    }
}

/// <summary>How long a request may take, and how often it is retried.</summary>
/// <param name="AttemptTimeout">Limit of one attempt.</param>
/// <param name="TotalTimeout">Limit of all attempts together, waits included.</param>
/// <param name="Retries">Attempts after the first one.</param>
/// <param name="FirstDelay">Wait before the first retry; each further one is twice as long, with jitter.</param>
public sealed record RemoteScoringOptions(
    TimeSpan AttemptTimeout,
    TimeSpan TotalTimeout,
    int Retries,
    TimeSpan FirstDelay
);
