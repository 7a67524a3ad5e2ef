using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Platform.AppHost.Running;

/// <summary>The installation's credential, which the services send to each other and the AppHost sends to them.</summary>
internal sealed class Access(string credential)
{
    private const string Name = "access-credential";

    public AuthenticationHeaderValue Header { get; } = new("Bearer", credential);

    /// <summary>The credential of <c>--Parameters:access-credential=...</c>, or the one generated at the first start.</summary>
    public static Access Of(IDistributedApplicationBuilder builder, RunFolder run) => new(Credential(builder, run));

    /// <summary>The credential as a parameter of the application.</summary>
    public static IResourceBuilder<ParameterResource> Parameter(
        IDistributedApplicationBuilder builder,
        RunFolder run
    ) =>
        builder.Resources.OfType<ParameterResource>().FirstOrDefault(p => p.Name == Name) is { } known
            ? builder.CreateResourceBuilder(known)
            : builder.AddParameter(Name, () => Credential(builder, run), secret: true);

    private static string Credential(IDistributedApplicationBuilder builder, RunFolder run) =>
        builder.Configuration[$"Parameters:{Name}"] ?? run.Password(Name);
}

/// <summary>Gives services the credential, and asks for their health with it.</summary>
internal static class AccessSetup
{
    /// <summary>Sets the credential and adds the health check of a service, which is not open to everybody.</summary>
    public static IResourceBuilder<ProjectResource> WithAccess(
        this IResourceBuilder<ProjectResource> service,
        IDistributedApplicationBuilder builder,
        RunFolder run
    )
    {
        string check = $"{service.Resource.Name}-health";
        var endpoint = service.GetEndpoint("http");
        builder
            .Services.AddHealthChecks()
            .Add(
                new(
                    check,
                    services => new ServiceHealth(endpoint, services.GetRequiredService<Access>()),
                    failureStatus: null,
                    tags: null
                )
            );
        return service.WithEnvironment("Access__Credential", Access.Parameter(builder, run)).WithHealthCheck(check);
    }

    /// <summary>Asks a service for its health.</summary>
    private sealed class ServiceHealth(EndpointReference endpoint, Access access) : IHealthCheck
    {
        private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken
        )
        {
            if (!endpoint.IsAllocated)
            {
                return HealthCheckResult.Unhealthy("It has no address yet.");
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, $"{endpoint.Url}/health");
            request.Headers.Authorization = access.Header;
            try
            {
                using var answer = await Http.SendAsync(request, cancellationToken);
                return answer.IsSuccessStatusCode
                    ? HealthCheckResult.Healthy()
                    : HealthCheckResult.Unhealthy($"/health answers {(int)answer.StatusCode}.");
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                return HealthCheckResult.Unhealthy(e.Message);
            }
        }
    }
}
