using System.Net;
using System.Net.Http.Json;
using MassTransit;
using MassTransit.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Gateway;
using Platform.ServiceDefaults;

namespace Platform.UnitTests.Gateway;

/// <summary>What is recorded about requests to the gateway itself, over a bus in memory.</summary>
public sealed class MeasuredAnswersTests : IAsyncLifetime
{
    private const string Credential = "0123456789abcdef";
    private const string Chat = "/v1/chat/completions";

    private static readonly SampleSource Source = new("lm", "server", null, null, StepSplit.Newline);

    private readonly Measured _measured = new();
    private WebApplication _app = null!;
    private HttpClient _http = null!;
    private bool _scorerFails;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0", $"--Access:Credential={Credential}"]);
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        builder.AddGateway();
        builder
            .Services.AddSingleton(_measured.Metrics)
            .AddSingleton(
                HttpApis.For<IDatasetApi>(new HttpClient(new Models()) { BaseAddress = new("http://dataset") })
            )
            .AddSingleton(HttpApis.For<IUsageApi>(new HttpClient { BaseAddress = new("http://dataset") }))
            .AddMassTransitTestHarness(x =>
                x.UsingInMemory(
                    (_, bus) =>
                    {
                        bus.ReceiveEndpoint(
                            Queues.GenerateInteractively,
                            e => e.Handler<GenerateSolutions>(c => c.RespondAsync(Solutions(c.Message)))
                        );
                        bus.ReceiveEndpoint(
                            Queues.ScoreInteractively,
                            e =>
                                e.Handler<ScoreSolutions>(c =>
                                    _scorerFails
                                        ? throw new InvalidOperationException("no memory")
                                        : c.RespondAsync(Scores(c.Message))
                                )
                        );
                    }
                )
            );
        _app = builder.Build();
        _app.MapGateway();
        await _app.StartAsync(Token);
        _http = new()
        {
            BaseAddress = new(_app.Urls.Single()),
            DefaultRequestHeaders = { Authorization = HttpApis.Bearer(Credential) },
        };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        _measured.Dispose();
    }

    [Theory(Timeout = 60_000)]
    [InlineData("lm+prm/best-of-2", "best-of", "lm")]
    [InlineData("default/majority-2", "majority", "default")]
    [InlineData("what a client likes", "single", "_OTHER")]
    public async Task An_answer_has_the_word_of_its_strategy_and_the_name_of_a_known_model(
        string asked,
        string strategy,
        string model
    )
    {
        Assert.Equal(HttpStatusCode.OK, (await Ask(asked)).StatusCode);

        Assert.Equal(
            [
                $"gateway.requests 1 endpoint={Chat} outcome=ok strategy={strategy}",
                $"gen_ai.server.request.duration s gen_ai.operation.name=chat strategy={strategy} gen_ai.request.model={model}",
            ],
            await Ended()
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task A_stream_that_ends_with_an_error_of_the_scorer_is_no_answer()
    {
        _scorerFails = true;
        var response = await Ask("lm+prm/best-of-2", stream: true);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("no memory", await response.Content.ReadAsStringAsync(Token));

        Assert.Equal(
            [
                $"gateway.requests 1 endpoint={Chat} outcome=upstream_error strategy=best-of",
                "gen_ai.server.request.duration s gen_ai.operation.name=chat strategy=best-of gen_ai.request.model=lm error.type=502",
            ],
            await Ended()
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task A_reward_model_that_does_not_exist_is_refused_and_its_name_is_not_recorded()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await Ask("lm+nothing/best-of-2")).StatusCode);

        Assert.Equal(
            [
                $"gateway.requests 1 endpoint={Chat} outcome=refused strategy=best-of",
                "gen_ai.server.request.duration s gen_ai.operation.name=chat strategy=best-of error.type=404",
            ],
            await Ended()
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task Scores_have_the_name_of_the_reward_model_and_no_strategy()
    {
        var body = new
        {
            model = "prm",
            statement = "1 + 1?",
            steps = new[] { "2" },
        };
        Assert.Equal(HttpStatusCode.OK, (await _http.PostAsJsonAsync("/v1/score", body, Token)).StatusCode);

        Assert.Equal(
            [
                "gateway.requests 1 endpoint=/v1/score outcome=ok",
                "gen_ai.server.request.duration s gen_ai.operation.name=score gen_ai.request.model=prm",
            ],
            await Ended()
        );
    }

    private Task<HttpResponseMessage> Ask(string model, bool stream = false) =>
        _http.PostAsJsonAsync(
            Chat,
            new
            {
                model,
                stream,
                messages = new[] { new { role = "user", content = "1 + 1?" } },
            },
            Token
        );

    /// <summary>The measurements of the request that has ended; its response may reach the client before them.</summary>
    private async Task<IReadOnlyList<string>> Ended()
    {
        while (!_measured.Seen.Any(s => s.StartsWith("gen_ai.server", StringComparison.Ordinal)))
        {
            await Task.Delay(10, Token);
        }

        return
        [
            .. _measured.Seen.Where(s =>
                s.StartsWith("gateway.requests ", StringComparison.Ordinal)
                || s.StartsWith("gen_ai.server", StringComparison.Ordinal)
            ),
        ];
    }

    private static SolutionsGenerated Solutions(GenerateSolutions command) =>
        new(
            [
                .. Enumerable
                    .Range(command.FirstSample, command.Count)
                    .Select(sample => new GeneratedSolution(sample, ["1 + 1 = 2", "# Answer\n2"], true, Source)),
            ],
            null,
            new(4, 8 * command.Count)
        );

    private static SolutionsScored Scores(ScoreSolutions command) =>
        new(
            command.RewardModel,
            [
                .. command.Solutions.Select(s => new ScoredSolution(
                    s.SolutionId,
                    [.. s.Steps.Select(_ => new[] { 0.1, 0.1, 0.8 })],
                    null
                )),
            ],
            0.1,
            40
        );

    /// <summary>Dataset with the models <c>lm</c> and <c>prm</c>.</summary>
    private sealed class Models : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            ModelSummary? model = request.RequestUri!.PathAndQuery switch
            {
                "/models/lm?kind=language" => new("lm", "01", ModelKind.Language, [], null, 0, 0, default),
                "/models/prm?kind=process" => new(
                    "prm",
                    "02",
                    ModelKind.Process,
                    ["negative", "neutral", "positive"],
                    null,
                    0,
                    0,
                    default
                ),
                _ => null,
            };
            return Task.FromResult(
                new HttpResponseMessage(model is null ? HttpStatusCode.NotFound : HttpStatusCode.OK)
                {
                    Content = JsonContent.Create(model),
                    RequestMessage = request,
                }
            );
        }
    }
}
