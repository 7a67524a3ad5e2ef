using System.Text;
using System.Text.Json.Nodes;
using Platform.Contracts;

namespace Platform.FunctionalTests.Gateway;

/// <summary>The gateway with the shipped models.</summary>
public sealed class GatewayTests(SharedPlatform platform)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("lm-chain", 1, false)]
    [InlineData("lm-chain/majority-8", 8, true)]
    [InlineData("lm-chain+prm-chain/best-of-8", 8, false)]
    [InlineData("lm-chain+prm-chain/weighted-8", 8, true)]
    [InlineData("lm-chain+orm-chain/best-of-8", 8, false)]
    [InlineData("lm-chain+prm-chain/beam-2x2", 0, false)]
    public async Task A_chat_is_answered_by_the_strategy_of_the_models_name(string model, int samples, bool votes)
    {
        using var client = platform.Gateway();

        var (status, body) = await client.Post("/v1/chat/completions", GatewayClients.ChatBody(model));

        Assert.True(status == 200, body.ToJsonString());
        Assert.Equal(("chat.completion", model), ((string?)body["object"], (string?)body["model"]));
        var candidates = body["platform"]!["candidates"]!.AsArray();
        Assert.True(samples == 0 ? candidates.Count > 0 : candidates.Count == samples);
        var chosen = candidates.Single(c => (int)c!["rank"]! == 1)!;
        Assert.True((bool)chosen["chosen"]!);
        Assert.Equal(
            string.Join('\n', chosen["steps"]!.AsArray().Select(s => (string)s!)),
            (string?)body["choices"]![0]!["message"]!["content"]
        );
        if (model.Contains("best-of") || model.Contains("beam"))
        {
            var finished = candidates.Where(c => (bool)c!["finished"]!).ToList();
            Assert.Equal(finished.Max(c => (double)c!["score"]!), (double)chosen["score"]!);
        }

        var counted = body["platform"]!["votes"]!.AsArray();
        Assert.Equal(votes, counted.Count > 0);
        if (votes)
        {
            Assert.Equal(counted.Max(v => (double)v!["weight"]!), (double)counted[0]!["weight"]!);
            Assert.Contains((int)chosen["index"]!, counted[0]!["candidates"]!.AsArray().Select(i => (int)i!));
        }

        var usage = body["usage"]!;
        Assert.True((long)usage["completion_tokens"]! > 0);
        Assert.Equal((long)usage["total_tokens"]!, (long)usage["prompt_tokens"]! + (long)usage["completion_tokens"]!);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_answer_and_n_the_best_candidates_in_order()
    {
        using var client = platform.Gateway();
        string request = GatewayClients.ChatBody("lm-chain+prm-chain/best-of-8", more: ", \"n\": 3");

        var (_, first) = await client.Post("/v1/chat/completions", request);
        var (_, second) = await client.Post("/v1/chat/completions", request);

        Assert.Equal(Texts(first), Texts(second));
        var scores = first["platform"]!["candidates"]!
            .AsArray()
            .Where(c => (bool)c!["chosen"]!)
            .OrderBy(c => (int)c!["rank"]!)
            .Select(c => (double)c!["score"]!)
            .ToList();
        Assert.Equal(3, scores.Count);
        Assert.Equal(scores.OrderDescending(), scores);

        static IEnumerable<string?> Texts(JsonNode body) =>
            body["choices"]!.AsArray().Select(c => (string?)c!["message"]!["content"]);
    }

    [Fact]
    public async Task A_last_message_of_the_assistant_is_continued_and_completions_take_a_prompt()
    {
        using var client = platform.Gateway();
        string begun =
            $$"""{"model": "lm-chain+prm-chain/best-of-2", "messages": [{"role": "user", "content": "{{GatewayClients.Problem}}"}, {"role": "assistant", "content": "1) 4 * 6 = 24"}]}""";

        var (status, body) = await client.Post("/v1/chat/completions", begun);
        var (plain, completion) = await client.Post(
            "/v1/completions",
            $$"""{"model": "lm-chain+prm-chain/best-of-2", "prompt": "{{GatewayClients.Problem}}"}"""
        );

        Assert.Equal((200, 200), (status, plain));
        Assert.All(
            body["platform"]!["candidates"]!.AsArray(),
            c => Assert.Equal("1) 4 * 6 = 24", (string?)c!["steps"]![0])
        );
        Assert.DoesNotContain("4 * 6 = 24", (string?)body["choices"]![0]!["message"]!["content"]);
        Assert.Equal("text_completion", (string?)completion["object"]);
        Assert.NotEmpty((string)completion["choices"]![0]!["text"]!);
    }

    [Fact]
    public async Task A_stream_has_progress_then_the_answer_then_the_usage()
    {
        using var client = platform.Gateway();
        string request = GatewayClients.ChatBody(
            "lm-chain+prm-chain/best-of-8",
            more: ", \"stream\": true, \"stream_options\": {\"include_usage\": true}"
        );
        using var content = new StringContent(request, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/v1/chat/completions", content, Token);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);

        var events = (await answer.Content.ReadAsStringAsync(Token))
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(e => e["data: ".Length..])
            .ToList();

        Assert.Equal("[DONE]", events[^1]);
        var chunks = events.SkipLast(1).Select(e => JsonNode.Parse(e)!).ToList();
        Assert.All(chunks, c => Assert.Equal("chat.completion.chunk", (string?)c["object"]));
        var progress = chunks.TakeWhile(c => c["choices"]!.AsArray().Count == 0).ToList();
        Assert.Equal(
            8,
            progress
                .Where(c => (string?)c["platform"]!["stage"] == "scored")
                .Sum(c => c["platform"]!["candidates"]!.AsArray().Count)
        );
        var deltas = chunks.Where(c => c["choices"]!.AsArray().Count > 0).Select(c => c["choices"]![0]!).ToList();
        Assert.Equal("assistant", (string?)deltas[0]["delta"]!["role"]);
        Assert.Equal("stop", (string?)deltas[^1]["finish_reason"]);
        string text = string.Concat(deltas.Select(d => (string?)d["delta"]!["content"]));
        var trace = chunks[^1]["platform"]!;
        var chosen = trace["candidates"]!.AsArray().Single(c => (int)c!["rank"]! == 1)!;
        Assert.Equal(string.Join('\n', chosen["steps"]!.AsArray().Select(s => (string)s!)), text);
        Assert.True((long)chunks[^1]["usage"]!["completion_tokens"]! > 0);
    }

    [Fact]
    public async Task Solutions_are_scored_in_batches_as_a_job_would_score_them()
    {
        using var client = platform.Gateway();

        var (status, body) = await client.Post(
            "/v1/score",
            $$"""
            {"model": "prm-chain", "statement": "{{GatewayClients.Problem}}", "inputs": [
                {"steps": ["1) 4 * 6 = 24", "1) 20 + 24 = 44"]},
                {"text": "1) 4 * 6 = 24\n1) 20 + 24 = 44"},
                {"statement": "Start with 5. 1) Add half of 4. How many at the end?", "steps": ["1) 4 / 2 = 2"]},
                {"steps": []}]}
            """
        );

        Assert.True(status == 200, body.ToJsonString());
        var data = body["data"]!.AsArray();
        Assert.Equal([0, 1, 2, 3], data.Select(d => (int)d!["index"]!));
        Assert.Equal(data[0]!["probabilities"]!.ToJsonString(), data[1]!["probabilities"]!.ToJsonString());
        Assert.Equal(2, data[0]!["correct"]!.AsArray().Count);
        Assert.Equal(
            data[0]!["correct"]!.AsArray().Select(p => (double)p!).Aggregate((a, b) => a * b),
            (double)data[0]!["aggregates"]!["product"]!,
            1e-9
        );
        Assert.Single(data[2]!["correct"]!.AsArray());
        Assert.Equal("the solution has no steps", (string?)data[3]!["failure"]);
        Assert.Null(data[3]!["probabilities"]);
    }

    [Fact]
    public async Task Nothing_is_stored_unless_asked_and_then_with_its_source_and_scores()
    {
        using var client = platform.Gateway(await platform.Key("gateway-stores"));
        string model = "lm-chain+prm-chain/best-of-4";

        await client.Post("/v1/chat/completions", GatewayClients.ChatBody(model));
        Assert.DoesNotContain(await platform.Dataset.GetPools(Token), p => p.Name is "gateway" or "gateway-asked");
        var (status, body) = await client.Post(
            "/v1/chat/completions",
            GatewayClients.ChatBody(model, more: ", \"store\": true, \"metadata\": {\"pool\": \"gateway-asked\"}")
        );

        Assert.True(status == 200, body.ToJsonString());
        Assert.Equal("gateway-asked", (string?)body["platform"]!["pool"]);
        var problem = await platform.Dataset.GetProblem("gateway-asked", (string)body["id"]!, 0, 10, null, Token);
        Assert.Equal(GatewayClients.Problem, problem.Problem.Statement);
        Assert.Equal(4, problem.Candidates.Count);
        Assert.All(
            problem.Candidates.Where(c => c.Finished),
            c => Assert.StartsWith("imported-prm-chain-", Assert.Single(c.Scores).Model)
        );
    }

    [Fact]
    public async Task Keys_are_the_platforms_tokens_and_refusals_have_OpenAIs_shape()
    {
        using var nobody = platform.Gateway("");
        using var stranger = platform.Gateway("platform_" + new string('0', 64));
        using var reader = platform.Gateway(await platform.Key("gateway-reads", AccessScope.Read));
        string chat = GatewayClients.ChatBody("lm-chain");

        foreach (var path in (string[])["/v1/chat/completions", "/v1/completions", "/v1/score"])
        {
            AssertError(await nobody.Post(path, chat), 401, "invalid_api_key");
            AssertError(await stranger.Post(path, chat), 401, "invalid_api_key");
            AssertError(await reader.Post(path, chat), 403, "insufficient_scope");
        }

        foreach (var path in (string[])["/v1/models", "/v1/models/lm-chain"])
        {
            using var closed = await nobody.GetAsync(path, Token);
            Assert.Equal(401, (int)closed.StatusCode);
        }

        using var models = await reader.GetAsync("/v1/models", Token);
        string listed = await models.Content.ReadAsStringAsync(Token);
        Assert.Contains("\"lm-chain+prm-chain/best-of-16\"", listed);
        using var one = await reader.GetAsync("/v1/models/lm-chain+prm-chain/best-of-4", Token);
        Assert.Equal(200, (int)one.StatusCode);
        using var installation = platform.Gateway();
        AssertError(
            await installation.Post("/v1/chat/completions", GatewayClients.ChatBody("lm-chain+nobody/best-of-2")),
            404,
            "model_not_found"
        );
        AssertError(await installation.Post("/v1/embeddings", "{}"), 404, "unknown_url");
    }

    [Fact]
    public async Task A_key_has_its_own_limits()
    {
        // SharedPlatform gives the key of this name two requests a minute.
        using var client = platform.Gateway(await platform.Key("gatewaylimited"));
        string score = """{"model": "prm-chain", "statement": "1 + 1", "steps": ["2"]}""";

        Assert.Equal(200, (await client.Post("/v1/score", score)).Status);
        Assert.Equal(200, (await client.Post("/v1/score", score)).Status);
        AssertError(await client.Post("/v1/score", score), 429, "rate_limit_exceeded");
    }

    private static void AssertError((int Status, JsonNode Body) answer, int status, string code)
    {
        Assert.True(answer.Status == status, $"{answer.Status}: {answer.Body.ToJsonString()}");
        var error = answer.Body["error"]!.AsObject();
        Assert.Equal(["code", "message", "param", "type"], error.Select(p => p.Key).Order());
        Assert.Equal(code, (string?)error["code"]);
        Assert.NotEmpty((string)error["message"]!);
    }
}
