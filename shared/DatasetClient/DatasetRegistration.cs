using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Refit;

namespace Platform.DatasetClient;

/// <summary>Registers a service's <see cref="IDatasetApi"/>.</summary>
public static class DatasetRegistration
{
    /// <summary>
    /// The address comes from service discovery, <c>services__dataset__http__0</c>; the service's own credential is sent.
    /// </summary>
    public static IServiceCollection AddDatasetApi(this IServiceCollection services, IConfiguration configuration) =>
        services.AddApi<IDatasetApi>(configuration);

    /// <summary>The same for the accounts.</summary>
    public static IServiceCollection AddAccountsApi(this IServiceCollection services, IConfiguration configuration) =>
        services.AddApi<IAccountsApi>(configuration);

    /// <summary>The same for the tokens that keys have used.</summary>
    public static IServiceCollection AddUsageApi(this IServiceCollection services, IConfiguration configuration) =>
        services.AddApi<IUsageApi>(configuration);

    private static IServiceCollection AddApi<T>(this IServiceCollection services, IConfiguration configuration)
        where T : class
    {
        var address =
            configuration["services:dataset:http:0"]
            ?? throw new InvalidOperationException(
                "Dataset's address is unknown: set services__dataset__http__0=http://host:port, or start the service through ./platform up."
            );
        services
            .AddRefitGeneratedClient<T>(HttpApis.Settings)
            .ConfigureHttpClient(c =>
            {
                c.BaseAddress = new Uri(address);
                c.Timeout = TimeSpan.FromMinutes(10);
                c.DefaultRequestHeaders.Authorization = HttpApis.Bearer(configuration["Access:Credential"]);
            });
        return services;
    }
}
