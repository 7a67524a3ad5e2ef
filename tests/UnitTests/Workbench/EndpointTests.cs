using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Platform.DatasetClient;
using Platform.ServiceDefaults;
using Platform.ServiceDefaults.Access;
using Platform.Workbench;
using Platform.Workbench.Endpoints;
using Platform.Workbench.SignIn;

namespace Platform.UnitTests.Workbench;

public sealed class EndpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("workbench-").FullName;

    [Fact]
    public async Task Only_signing_in_assets_and_health_are_open_and_labellers_reach_labelling_alone()
    {
        var builder = WebApplication.CreateBuilder(
            [
                $"--Workbench:Path={_folder}",
                "--services:dataset:http:0=http://127.0.0.1:9",
                "--Access:Credential=0123456789abcdef",
            ]
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
            [
                "/alive",
                "/assets/{name}",
                "/refused",
                "/sign-in",
                "/sign-in",
                "/sign-in/openid",
                "/sign-in/password",
                "/sign-out",
            ],
            endpoints["everybody"].Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            [
                "/label",
                "/label/tasks/{id:guid}/alternatives/{step:int}",
                "/label/tasks/{id:guid}/alternatives/{step:int}",
                "/label/tasks/{id:guid}/end",
                "/label/tasks/{id:guid}/own-steps/{step:int}",
                "/label/tasks/{id:guid}/ratings/{step:int}",
                "/label/tasks/{id:guid}/ratings/{step:int}",
            ],
            endpoints[Roles.LabellingPolicy].Order(StringComparer.Ordinal)
        );
        Assert.Equal(["/adjudicate"], endpoints[Roles.AdjudicationPolicy]);
        Assert.Equal(
            [
                "/",
                "/account",
                "/account/openid",
                "/account/openid/disconnect",
                "/account/password",
                "/account/tokens",
                "/account/tokens/{id:guid}/revoke",
            ],
            endpoints[Roles.SignedInPolicy].Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            [
                "/live/playground/{id:guid}",
                "/people",
                "/people",
                "/people/{name}",
                "/people/{name}/disable",
                "/people/{name}/enable",
                "/people/{name}/exclude",
                "/people/{name}/include",
                "/people/{name}/link",
                "/people/{name}/remove",
                "/people/{name}/reset",
                "/people/{name}/role",
                "/people/{name}/screening",
                "/people/{name}/unlock",
                "/playground",
                "/playground",
                "/playground/{id:guid}",
                "/playground/{id:guid}/stop",
                "/rounds",
                "/rounds",
                "/tokens",
                "/tokens/{id:guid}/revoke",
            ],
            endpoints[Roles.AdministrationPolicy].Order(StringComparer.Ordinal)
        );
        // The fallback policy: administrators, and readers where nothing changes.
        Assert.Contains("/jobs", endpoints["nobody named"]);
        Assert.Equal(["/health"], endpoints[AccessSetup.Reading]);
        Assert.Equal(7, endpoints.Count);
    }

    [Theory]
    [InlineData(Roles.Administrator, "GET", true)]
    [InlineData(Roles.Administrator, "POST", true)]
    [InlineData(Roles.Reader, "GET", true)]
    [InlineData(Roles.Reader, "HEAD", true)]
    [InlineData(Roles.Reader, "POST", false)]
    [InlineData(Roles.Adjudicator, "GET", false)]
    [InlineData(Roles.Labeller, "GET", false)]
    [InlineData(null, "GET", false)]
    public async Task A_reader_reads_what_has_no_policy_and_changes_nothing(string? role, string method, bool allowed)
    {
        var configuration = new ConfigurationManager { ["services:dataset:http:0"] = "http://127.0.0.1:9" };
        var services = new ServiceCollection().AddLogging().AddSignIn(configuration).BuildServiceProvider();
        await using var _ = services;
        var policy = await services.GetRequiredService<IAuthorizationPolicyProvider>().GetFallbackPolicyAsync();
        var user = new ClaimsPrincipal(
            role is null ? new ClaimsIdentity() : new ClaimsIdentity([new(ClaimTypes.Role, role)], "test")
        );
        var context = new DefaultHttpContext { Request = { Method = method } };

        var result = await services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(user, context, policy!);

        Assert.Equal(allowed, result.Succeeded);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Who(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? "everybody"
        : endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>() is [.., { } rule] ? rule.Policy!
        : "nobody named";
}
