using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Platform.DatasetClient;
using Platform.ServiceDefaults;
using Platform.Workbench;
using Platform.Workbench.SignIn;

namespace Platform.UnitTests.Workbench;

public sealed class EndpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("workbench-").FullName;

    [Fact]
    public async Task Only_signing_in_assets_and_health_are_open_and_labellers_reach_labelling_alone()
    {
        var builder = WebApplication.CreateBuilder(
            [$"--Workbench:Path={_folder}", "--services:dataset:http:0=http://127.0.0.1:9"]
        );
        builder.AddServiceDefaults();
        builder.Services.AddDatasetApi(builder.Configuration);
        builder.AddWorkbench();
        await using var app = builder.Build();
        app.MapWorkbench();

        var endpoints = ((IEndpointRouteBuilder)app)
            .DataSources.SelectMany(s => s.Endpoints)
            .OfType<RouteEndpoint>()
            .ToLookup(Who, e => $"/{e.RoutePattern.RawText!.Trim('/')}");

        Assert.Equal(
            ["/alive", "/assets/{name}", "/health", "/refused", "/sign-in", "/sign-in", "/sign-out"],
            endpoints["everybody"].Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ["/", "/label", "/label/tasks/{id:long}/end", "/label/tasks/{id:long}/ratings/{step:int}"],
            endpoints[Roles.LabellingPolicy].Order(StringComparer.Ordinal)
        );
        // The fallback policy: administrators.
        Assert.Contains("/jobs", endpoints["nobody named"]);
        Assert.Equal(3, endpoints.Count);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Who(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? "everybody"
        : endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>() is [.., { } rule] ? rule.Policy!
        : "nobody named";
}
