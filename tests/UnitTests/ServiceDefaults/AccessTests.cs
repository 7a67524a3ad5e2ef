using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Contracts;
using Platform.ServiceDefaults;
using Platform.ServiceDefaults.Access;

namespace Platform.UnitTests.ServiceDefaults;

public sealed class AccessTests : IAsyncLifetime
{
    private const string Credential = "0123456789abcdef";

    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0", $"--Access:Credential={Credential}"]);
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        builder.Services.AddSingleton<IAccessTokens, KnownTokens>();
        _app = builder.Build();
        _app.MapDefaultEndpoints();
        _app.MapGet("/things", () => "things");
        _app.MapPost("/things", () => "made");
        _app.MapGet("/keys", () => "keys").RequireAuthorization(AccessSetup.Administration);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData(null, 401, 401, 401, 401)]
    [InlineData("wrong", 401, 401, 401, 401)]
    [InlineData(Credential, 200, 200, 200, 200)]
    [InlineData("labels", 403, 403, 403, 403)]
    [InlineData("reads", 200, 403, 403, 200)]
    [InlineData("writes", 200, 200, 403, 200)]
    [InlineData("administers", 200, 200, 200, 200)]
    public async Task A_token_opens_what_its_scope_says(string? token, int get, int post, int keys, int health)
    {
        var authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);

        Assert.Equal(get, (int)await Status(HttpMethod.Get, "things", authorization));
        Assert.Equal(post, (int)await Status(HttpMethod.Post, "things", authorization));
        Assert.Equal(keys, (int)await Status(HttpMethod.Get, "keys", authorization));
        Assert.Equal(health, (int)await Status(HttpMethod.Get, "health", authorization));
        Assert.Equal(200, (int)await Status(HttpMethod.Get, "alive", authorization));
    }

    [Theory]
    [InlineData("Basic", "anybody:reads", 200)]
    [InlineData("basic", ":reads", 200)]
    [InlineData("Basic", "reads", 401)]
    [InlineData("Basic", "reads:", 401)]
    [InlineData("Digest", "anybody:reads", 401)]
    public async Task A_browser_sends_the_token_as_the_password(string scheme, string pair, int status) =>
        Assert.Equal(
            status,
            (int)
                await Status(
                    HttpMethod.Get,
                    "things",
                    new(scheme, Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)))
                )
        );

    [Fact]
    public async Task A_refusal_says_how_to_get_in()
    {
        using var answer = await _http.GetAsync("things", TestContext.Current.CancellationToken);

        Assert.Contains("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.Contains(
            "./platform tokens create",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    [Theory]
    [InlineData("", "Access:Credential: set Access__Credential")]
    [InlineData("short", "Access:Credential: give at least 16 characters")]
    public async Task A_service_does_not_start_without_a_credential(string credential, string reason)
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0", $"--Access:Credential={credential}"]);
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        await using var app = builder.Build();

        var failure = await Assert.ThrowsAnyAsync<Exception>(() =>
            app.StartAsync(TestContext.Current.CancellationToken)
        );

        Assert.Contains(reason, StartFailure.Reason(failure));
    }

    private async Task<HttpStatusCode> Status(HttpMethod method, string path, AuthenticationHeaderValue? authorization)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = authorization;
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private sealed class KnownTokens : IAccessTokens
    {
        public Task<AccessGrant?> Find(string token, CancellationToken cancellationToken) =>
            Task.FromResult(
                token switch
                {
                    "labels" => new AccessGrant("dora", AccessScope.Label, "dora"),
                    "reads" => new AccessGrant("ann", AccessScope.Read),
                    "writes" => new AccessGrant("ben", AccessScope.Write),
                    "administers" => new AccessGrant("cleo", AccessScope.Administer),
                    _ => null,
                }
            );
    }
}
