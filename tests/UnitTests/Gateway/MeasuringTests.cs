using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Gateway.Endpoints;
using Platform.Gateway.Limits;
using Platform.Gateway.OpenAi;
using Platform.Gateway.Settings;

namespace Platform.UnitTests.Gateway;

/// <summary>What is recorded about requests, over HTTP.</summary>
public sealed class MeasuringTests : IAsyncLifetime
{
    private const string Chat = "/v1/chat/completions";

    private readonly Measured _measured = new();
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    /// <summary>What the endpoint does.</summary>
    private RequestDelegate _answer = _ => Task.CompletedTask;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(_measured.Metrics).AddRateLimits();
        // The middleware asks twice before it refuses: a refusal by the second limit takes two permits of the first.
        builder.Services.Configure<GatewayOptions>(o => (o.RequestsPerMinute, o.Concurrency) = (2, 1));
        _app = builder.Build();
        _app.UseMiddleware<Measuring>();
        _app.UseMiddleware<Errors>();
        _app.Use(
            (context, next) =>
            {
                context.User = new(new ClaimsIdentity([new(ClaimTypes.Name, "my-key")], "test"));
                return next(context);
            }
        );
        _app.UseRateLimiter();
        _app.MapPost(Chat, context => _answer(context)).WithMetadata(MeasuredOperation.Chat);
        _app.MapGet("/v1/models", () => "none");
        await _app.StartAsync(Token);
        _http = new() { BaseAddress = new(_app.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        _measured.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task An_answered_request_has_its_strategy_and_its_model_and_lists_of_models_are_not_measured()
    {
        _answer = context =>
        {
            var request = context.Features.Get<MeasuredRequest>()!;
            (request.Strategy, request.Model) = ("best-of", "lm-chain");
            return context.Response.WriteAsync("{}", Token);
        };

        await _http.GetAsync("/v1/models", Token);
        // The route is written, not what the client wrote.
        await _http.PostAsync("/V1/Chat/completions/", null, Token);

        Assert.Equal(
            [
                $"gateway.requests.active 1 endpoint={Chat}",
                $"gateway.requests.active -1 endpoint={Chat}",
                $"gateway.requests 1 endpoint={Chat} outcome=ok strategy=best-of",
                "gen_ai.server.request.duration s gen_ai.operation.name=chat strategy=best-of gen_ai.request.model=lm-chain",
            ],
            await Ended()
        );
    }

    [Theory(Timeout = 60_000)]
    [InlineData(400, "refused")]
    [InlineData(404, "refused")]
    [InlineData(429, "refused")]
    [InlineData(500, "failed")]
    [InlineData(502, "upstream_error")]
    [InlineData(503, "upstream_error")]
    [InlineData(504, "upstream_error")]
    public async Task A_request_without_an_answer_says_why_also_if_the_response_had_begun(int status, string outcome)
    {
        Exception reason = status == 500 ? new InvalidOperationException() : new Refused(status, "x", "y");
        _answer = _ => throw reason;
        Assert.Equal((HttpStatusCode)status, (await _http.PostAsync(Chat, null, Token)).StatusCode);
        var whole = await Ended();

        _answer = async context =>
        {
            await context.Response.WriteAsync("data", Token);
            context.Features.Get<MeasuredRequest>()!.Status = status;
        };
        Assert.Equal(HttpStatusCode.OK, (await _http.PostAsync(Chat, null, Token)).StatusCode);

        Assert.Equal(
            [
                $"gateway.requests.active 1 endpoint={Chat}",
                $"gateway.requests.active -1 endpoint={Chat}",
                $"gateway.requests 1 endpoint={Chat} outcome={outcome}",
                $"gen_ai.server.request.duration s gen_ai.operation.name=chat error.type={status}",
            ],
            whole
        );
        Assert.Equal([.. whole, .. whole], await Ended(2));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_request_whose_client_has_left_is_cancelled()
    {
        var arrived = new TaskCompletionSource();
        _answer = async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        using var client = new CancellationTokenSource();

        var request = _http.PostAsync(Chat, null, client.Token);
        await arrived.Task;
        Assert.Equal([$"gateway.requests.active 1 endpoint={Chat}"], _measured.Seen);
        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);

        Assert.Contains($"gateway.requests 1 endpoint={Chat} outcome=cancelled", await Ended());
    }

    [Fact(Timeout = 60_000)]
    public async Task Requests_beyond_a_limit_are_counted_by_the_limit_and_take_nothing_from_the_other_one()
    {
        var arrived = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        _answer = _ =>
        {
            arrived.TrySetResult();
            return gate.Task;
        };

        var first = _http.PostAsync(Chat, null, Token);
        await arrived.Task;
        var second = await _http.PostAsync(Chat, null, Token);
        gate.SetResult();
        await first;
        await Ended(2);
        var third = await _http.PostAsync(Chat, null, Token);
        var fourth = await _http.PostAsync(Chat, null, Token);

        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
        Assert.All([second, fourth], r => Assert.Equal(HttpStatusCode.TooManyRequests, r.StatusCode));
        Assert.Equal(
            ["gateway.requests.limited 1 limit=concurrency", "gateway.requests.limited 1 limit=requests_per_minute"],
            (await Ended(4)).Where(s => s.StartsWith("gateway.requests.limited", StringComparison.Ordinal))
        );
    }

    /// <summary>A response may reach the client before its request has been measured.</summary>
    private async Task<IReadOnlyList<string>> Ended(int requests = 1)
    {
        while (_measured.Seen.Count(s => s.StartsWith("gen_ai.server", StringComparison.Ordinal)) < requests)
        {
            await Task.Delay(10, Token);
        }

        return _measured.Seen;
    }
}
