using System.Net.Http.Json;
using System.Text;
using Platform.Contracts;
using Platform.FunctionalTests.Cli;
using Platform.Tests;

namespace Platform.FunctionalTests.Gateway;

/// <summary>The gateway while something else happens.</summary>
public sealed class DisturbedGatewayTests(SharedPlatform platform)
{
    private const string Marker = "gateway-closed-connection";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_are_answered_while_a_job_scores_and_the_job_completes()
    {
        await platform.ImportSample("gateway-bulk", 30);
        var job = await platform.Submit("gateway-bulk", ["prm-maths", "orm-maths"]);
        await platform.Until(
            job,
            s => s.Stages.Any(stage => stage.Stage == "score" && stage.Done > 0) || s.Ended is not null
        );
        using var client = platform.Gateway();

        for (int request = 0; request < 5; request++)
        {
            var (status, body) = await client.Post(
                "/v1/chat/completions",
                GatewayClients.ChatBody("lm-chain+prm-chain/best-of-4")
            );
            Assert.True(status == 200, body.ToJsonString());
        }

        var report = await platform.Report(job);
        Assert.Empty(report.Failures);
    }

    [Fact]
    public async Task Every_request_is_answered_or_refused_with_a_reason_while_scorers_are_killed()
    {
        using var client = platform.Gateway();
        var requests = Enumerable
            .Range(0, 24)
            .Select(i =>
                client.Post(
                    "/v1/chat/completions",
                    GatewayClients.ChatBody(
                        "lm-chain+prm-chain/best-of-8",
                        $"Start with {20 + i}. 1) Add half of 8. How many at the end?"
                    )
                )
            )
            .ToList();
        platform.Kill("scorer-1");
        platform.Kill("scorer-2");

        var answers = await Task.WhenAll(requests);

        Assert.All(
            answers,
            a =>
            {
                if (a.Status == 200)
                {
                    Assert.All(
                        a.Body["platform"]!["candidates"]!.AsArray(),
                        c => Assert.True(c!["score"] is not null || c["failure"] is not null)
                    );
                }
                else
                {
                    Assert.Contains(a.Status, (int[])[502, 503, 504]);
                    Assert.NotEmpty((string)a.Body["error"]!["message"]!);
                }
            }
        );
        // Those who were killed are started again, and the queue has kept the requests.
        Assert.Contains(answers, a => a.Status == 200);
    }

    [Fact]
    public async Task A_quota_outlives_the_gateway()
    {
        // SharedPlatform gives the key of this name one token a day.
        using var client = platform.Gateway(await platform.Key("gatewayquota"));
        const string Score = """{"model": "prm-chain", "statement": "1 + 1", "steps": ["2"]}""";
        var first = await client.Post("/v1/score", Score);
        Assert.Equal((200, 429), (first.Status, (await client.Post("/v1/score", Score)).Status));

        platform.Kill("gateway");
        await platform.Poll(
            "The gateway",
            async c =>
            {
                using var alive = await client.GetAsync("alive", c);
                return alive.IsSuccessStatusCode;
            },
            alive => alive
        );
        var refused = await client.Post("/v1/score", Score);

        Assert.Equal((429, "insufficient_quota"), (refused.Status, (string?)refused.Body["error"]!["code"]));
        using var dataset = platform.Client("dataset", TimeSpan.FromSeconds(30));
        var used = await dataset.GetFromJsonAsync<List<KeyUsage>>(
            $"usage?day={TimeProvider.System.GetUtcNow():yyyy-MM-dd}",
            Token
        );
        Assert.Contains(used!, u => u.Key == "gatewayquota" && u.Tokens == (long)first.Body["usage"]!["total_tokens"]!);
    }

    [Fact]
    public async Task A_closed_connection_ends_the_request_at_the_generators_server()
    {
        var (asked, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        var before = platform.Completions.Always;
        platform.Completions.Always = request =>
            request.Prompt.Contains(Marker, StringComparison.Ordinal)
                ? async (context, _) =>
                {
                    asked.TrySetResult();
                    await Task.Delay(Timeout.Infinite, context.RequestAborted)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    ended.TrySetResult();
                }
                : before(request);
        try
        {
            using var client = platform.Gateway();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
            using var content = new StringContent(
                GatewayClients.ChatBody("test/majority-2", Marker),
                Encoding.UTF8,
                "application/json"
            );
            var request = client.PostAsync("/v1/chat/completions", content, patience.Token);
            await asked.Task.WaitAsync(Token);

            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);

            await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        }
        finally
        {
            platform.Completions.Always = before;
        }
    }

    [Fact]
    public async Task A_reward_model_that_is_served_elsewhere_is_added_and_judges()
    {
        await using var server = await PoolingServer.Start(Token);
        server.Rows = input =>
            [.. Enumerable.Range(0, input.AsArray().Count).Select(place => new[] { 0.0, place % 5 - 2.0 })];
        string folder = Directory.CreateTempSubdirectory("served-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "reward-model.json"),
            $$"""
            {
              "name": "served-prm", "kind": "process", "classes": ["negative", "positive"], "maximumTokens": 4096,
              "tokenizer": {"kind": "bytes", "vocabulary": 256, "pad": 0},
              "template": {"prefix": [{"text": "{statement}"}, {"ids": [10]}], "step": [{"text": "{step}"}], "separator": [10]},
              "read": "separator", "head": {"kind": "softmax"},
              "golden": {"statement": "1 + 1?", "steps": ["2"], "expected": [[0.268941, 0.731059]], "tolerance": 0.001},
              "remote": {"api": "pooling", "address": "{{server.Address}}", "model": "somebody/prm-72b"}
            }
            """,
            Token
        );
        try
        {
            var added = await Client.Run(platform, "", "models", "add", folder, "--json");
            Assert.True(added.Code == 0, added.Error);
            await platform.ImportSample("gateway-served", 3);

            var report = await platform.Report(await platform.Submit("gateway-served", ["served-prm"]));

            Assert.Empty(report.Failures);
            Assert.Contains(report.Strategies, s => s.Name == "prm.product");
            using var client = platform.Gateway();
            var (status, body) = await client.Post(
                "/v1/chat/completions",
                GatewayClients.ChatBody("lm-chain+served-prm/best-of-4")
            );
            Assert.True(status == 200, body.ToJsonString());
            Assert.All(body["platform"]!["candidates"]!.AsArray(), c => Assert.NotNull(c!["score"]));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
