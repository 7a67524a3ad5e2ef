using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Refit;

namespace Platform.ServiceDefaults;

/// <summary>Gives a service its <see cref="IDatasetApi"/>.</summary>
public static class DatasetClient
{
    private static readonly TimeSpan[] Pauses = [.. new[] { 0.2, 1, 2, 4, 8, 15 }.Select(TimeSpan.FromSeconds)];

    /// <summary>The address comes from service discovery, <c>services__dataset__http__0</c>.</summary>
    public static IServiceCollection AddDatasetApi(this IServiceCollection services, IConfiguration configuration)
    {
        var address =
            configuration["services:dataset:http:0"]
            ?? throw new InvalidOperationException(
                "Dataset's address is unknown: set services__dataset__http__0=http://host:port, or start the service through ./platform up."
            );
        services
            .AddRefitGeneratedClient<IDatasetApi>(HttpApis.Settings)
            .ConfigureHttpClient(c =>
            {
                c.BaseAddress = new Uri(address);
                c.Timeout = TimeSpan.FromMinutes(10);
            });
        return services;
    }

    /// <summary>For consumers that ask Dataset: what heals when it is back is tried again, for half a minute; the rest is a fault.</summary>
    public static void RetryWhileDatasetIsAway(this IReceiveEndpointConfigurator endpoint) =>
        endpoint.UseMessageRetry(r =>
        {
            r.Handle<HttpRequestException>();
            r.Handle<IOException>();
            r.Handle<ApiException>(e => (int)e.StatusCode >= 500);
            r.Intervals(Pauses);
        });
}
