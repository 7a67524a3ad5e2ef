using Platform.DatasetClient;

namespace Platform.Workbench.Playground;

/// <summary>Registers the playground.</summary>
internal static class PlaygroundSetup
{
    /// <summary>Address of the gateway, as Aspire and the deployments give it.</summary>
    private const string Address = "services:gateway:http:0";

    public static IServiceCollection AddPlayground(this IServiceCollection services, IConfiguration configuration)
    {
        var address = configuration[Address] is { Length: > 0 } given ? new Uri(given) : null;
        services.AddSingleton<PlaygroundRuns>();
        services
            .AddHttpClient<GatewayClient>(http =>
            {
                http.BaseAddress = address;
                http.DefaultRequestHeaders.Authorization = HttpApis.Bearer(configuration["Access:Credential"]);
                // The gateway has a limit of its own.
                http.Timeout = Timeout.InfiniteTimeSpan;
            })
            .RemoveAllLoggers();
        return services;
    }
}
