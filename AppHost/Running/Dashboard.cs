using Microsoft.Extensions.Configuration;

namespace Platform.AppHost.Running;

/// <summary>Where Aspire's dashboard listens, and the link that signs in.</summary>
internal sealed class Dashboard(IConfiguration configuration)
{
    /// <summary>Aspire's name of the dashboard.</summary>
    public const string Resource = "aspire-dashboard";

    private const string Address = "ASPNETCORE_URLS";
    private const string Otlp = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";

    /// <summary>Null where no dashboard runs.</summary>
    public string? Link =>
        configuration["AppHost:BrowserToken"] is { Length: > 0 } token
            ? $"{configuration[Address]}/login?t={token}"
            : null;

    /// <summary>Ports that the run folder keeps, so that a second AppHost beside this one has others.</summary>
    public static void Configure(IDistributedApplicationBuilder builder, RunFolder run)
    {
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                [Address] = Url("frontend"),
                [Otlp] = Url("otlp"),
                ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = Url("resources"),
                ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
                // Aspire would ask the package feed for a newer version.
                ["ASPIRE_VERSION_CHECK_DISABLED"] = "true",
            }
        );

        string Url(string use) => $"http://localhost:{run.Port($"dashboard/{use}")}";
    }

    /// <summary>Tells Dataset, for the command line's sake, where traces go and where the pages are.</summary>
    public static IResourceBuilder<ProjectResource> TellsClients(IResourceBuilder<ProjectResource> dataset)
    {
        var configuration = dataset.ApplicationBuilder.Configuration;
        return configuration["AppHost:BrowserToken"] is null
            ? dataset
            : dataset
                .WithEnvironment("Dataset__Otlp", configuration[Otlp])
                .WithEnvironment("Dataset__OtlpHeaders", $"x-otlp-api-key={configuration["AppHost:OtlpApiKey"]}")
                .WithEnvironment("Dataset__OtlpProtocol", "grpc")
                .WithEnvironment("Dataset__Dashboard", configuration[Address]);
    }
}
