using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Refit;

namespace Platform.DatasetClient;

/// <summary>Registers a service's <see cref="IDatasetApi"/>.</summary>
public static class DatasetRegistration
{
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
}
