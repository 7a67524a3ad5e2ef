using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.AppHost.Running;

/// <summary>Where Aspire's dashboard listens, and the link that signs in.</summary>
internal sealed class Dashboard(IConfiguration configuration, DistributedApplicationModel model)
{
    /// <summary>Aspire's name of the dashboard.</summary>
    public const string Resource = "aspire-dashboard";

    private const string Token = "AppHost:BrowserToken";

    /// <summary>False after <c>--Dashboard=false</c>.</summary>
    public bool Runs => !string.IsNullOrEmpty(configuration[Token]);

    /// <summary>Null if no dashboard runs, or before it has an address.</summary>
    public string? Link =>
        Runs && Address(model, "http") is { } address ? $"{address}/login?t={configuration[Token]}" : null;

    /// <summary>Uses ports that the run folder keeps, so that a second AppHost beside this one has others.</summary>
    public static void Configure(IDistributedApplicationBuilder builder, RunFolder run)
    {
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["ASPNETCORE_URLS"] = Url("frontend"),
                ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = Url("otlp"),
                ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = Url("resources"),
                ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
                // Aspire would otherwise ask the package feed for a newer version.
                ["ASPIRE_VERSION_CHECK_DISABLED"] = "true",
            }
        );

        string Url(string use) => $"http://localhost:{run.Port($"dashboard/{use}")}";
    }

    /// <summary>Tells Dataset, for the command line, where traces go and where the dashboard is.</summary>
    public static IResourceBuilder<ProjectResource> TellClients(IResourceBuilder<ProjectResource> dataset)
    {
        var configuration = dataset.ApplicationBuilder.Configuration;
        return string.IsNullOrEmpty(configuration[Token])
            ? dataset
            : dataset.WithEnvironment(context =>
            {
                var model = context.ExecutionContext.Services.GetRequiredService<DistributedApplicationModel>();
                context.EnvironmentVariables["Dataset__Otlp"] = Address(model, "otlp-grpc") ?? "";
                context.EnvironmentVariables["Dataset__OtlpHeaders"] =
                    $"x-otlp-api-key={configuration["AppHost:OtlpApiKey"]}";
                context.EnvironmentVariables["Dataset__OtlpProtocol"] = "grpc";
                context.EnvironmentVariables["Dataset__Dashboard"] = Address(model, "http") ?? "";
            });
    }

    private static string? Address(DistributedApplicationModel model, string endpoint) =>
        model
            .Resources.FirstOrDefault(r => r.Name == Resource)
            ?.Annotations.OfType<EndpointAnnotation>()
            .FirstOrDefault(e => e.Name == endpoint)
            ?.AllocatedEndpoint?.UriString;
}
