using System.Text.Json.Nodes;
using Platform.Contracts;
using Platform.Tests;

namespace Platform.UnitTests.Generator;

/// <summary>Oddities of OpenAI-compatible servers: each is understood, or told in plain words with the server's own.</summary>
public sealed class MisbehavingServerTests : IAsyncLifetime
{
    private SamplerBench _bench = null!;

    private OpenAiServer Server => _bench.Server;

    public async ValueTask InitializeAsync() => _bench = await SamplerBench.Start();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private async Task<GeneratedSolution> One(string body, string? contentType = "application/json")
    {
        Server.Always = _ => OpenAiServer.Say(body, contentType);
        var generated = await _bench.Generate(1);
        Assert.Null(generated.Failure);
        Assert.Single(Server.Requests);
        return Assert.Single(generated.Solutions);
    }

    private async Task<string> Failure(string body, int status = 200, string contentType = "application/json")
    {
        Server.Always = _ => status == 200 ? OpenAiServer.Say(body, contentType) : OpenAiServer.Refuse(status, body);
        var generated = await _bench.Generate(1);
        Assert.Empty(generated.Solutions);
        return generated.Failure!;
    }

    private static string Chat(string choice) => $$"""{"id":7,"created":1.5,"usage":null,"choices":[{{choice}}]}""";

    [Theory]
    [InlineData("""{"message":{"content":null},"finish_reason":"length"}""")]
    [InlineData("""{"message":{"role":"assistant"},"finish_reason":"MAX_TOKENS"}""")]
    [InlineData("""{"message":null,"finish_reason":"length"}""")]
    [InlineData("""{"message":{"content":null,"reasoning_content":"Hm"},"finish_reason":"length"}""")]
    [InlineData("""{"message":{"content":null},"finish_reason":"content_filter"}""")]
    public async Task A_choice_that_a_limit_ended_before_its_text_is_an_unfinished_sample(string choice)
    {
        var solution = await One(Chat(choice));

        Assert.False(solution.Finished);
        Assert.Empty(solution.Steps);
    }

    [Fact]
    public async Task A_choice_of_reasoning_alone_is_finished_and_its_answer_is_taken_from_the_reasoning()
    {
        var solution = await One(
            Chat("""{"message":{"content":"","reasoning":"The answer is 4."},"finish_reason":"stop"}""")
        );

        Assert.True(solution.Finished);
        Assert.Empty(solution.Steps);
        Assert.Equal("The answer is 4.", solution.Reasoning);
    }

    [Theory]
    [InlineData("""{"message":{"content":"One\ntwo"}}""")]
    [InlineData("""{"message":{"content":["One\n","two"]}}""")]
    [InlineData("""{"message":{"content":[{"type":"text","text":"One\n"},{"type":"text","text":"two"}]}}""")]
    [InlineData("""{"message":{"content":{"type":"text","text":{"value":"One\ntwo"}}},"index":"0"}""")]
    [InlineData("""{"message":{"content":[{"type":"text","text":"One\ntwo"}],"refusal":null,"tool_calls":[]}}""")]
    [InlineData("""{"text":"One\ntwo","logprobs":null}""")]
    [InlineData("""{"message":null,"text":"One\ntwo"}""")]
    [InlineData("""{"message":"One\ntwo"}""")]
    [InlineData("""{"delta":{"content":"One\ntwo"},"message":{"content":""}}""")]
    [InlineData("\"One\\ntwo\"")]
    public async Task The_text_may_come_in_any_shape(string choice) =>
        Assert.Equal(["One", "two"], (await One(Chat(choice))).Steps);

    [Theory]
    [InlineData("""{"message":{"content":"One","reasoning_content":"Hm."}}""")]
    [InlineData("""{"message":{"content":"One","reasoning":"Hm."}}""")]
    [InlineData("""{"message":{"content":"One","reasoning":"Hm.","reasoning_details":[{"text":"Hm."}]}}""")]
    [InlineData("""{"message":{"content":"One","reasoning_details":[{"text":"Hm"},{"text":"."}]}}""")]
    [InlineData(
        """{"message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm."}]},{"type":"text","text":"One"}]}}"""
    )]
    [InlineData("""{"text":"One","reasoning_content":"Hm."}""")]
    public async Task Reasoning_is_kept_apart(string choice)
    {
        var solution = await One(Chat(choice));

        Assert.Equal(["One"], solution.Steps);
        Assert.Equal("Hm.", solution.Reasoning);
        Assert.True(solution.Finished);
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("text/event-stream; charset=utf-8")]
    [InlineData("application/json")]
    [InlineData(null)]
    public async Task A_stream_that_nobody_asked_for_is_put_together(string? contentType)
    {
        var solution = await One(
            """
            : keep-alive

            data: {"model":"m1","choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":"Hm"}}]}

            data: {"model":"m1","choices":[{"index":0,"delta":{"content":"One\nt"}}]}

            data: {"choices":[{"index":0,"delta":{"content":"wo"},"finish_reason":"length"}]}

            data: {"choices":[],"usage":{"completion_tokens":3}}

            data: [DONE]


            """,
            contentType
        );

        Assert.Equal(["One", "two"], solution.Steps);
        Assert.Equal(("Hm", false, "m1"), (solution.Reasoning, solution.Finished, solution.Source.Model));
    }

    [Fact]
    public async Task The_choices_of_a_stream_are_told_apart_and_lines_of_JSON_are_a_stream_too()
    {
        Server.Always = _ =>
            OpenAiServer.Say(
                """
                {"choices":[{"index":1,"text":"b1\n"},{"index":0,"text":"a1\n"}]}
                {"choices":[{"index":0,"text":"a2","finish_reason":"stop"}]}
                {"choices":[{"index":1,"text":"b2","finish_reason":"stop"}]}
                """,
                "application/x-ndjson"
            );

        var generated = await _bench.Generate(2);

        Assert.Equal(
            [
                ["a1", "a2"],
                ["b1", "b2"],
            ],
            generated.Solutions.Select(s => s.Steps)
        );
    }

    [Theory]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"One\"}}]}\n\n", "broke off its stream")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"O", "answered with JSON that breaks off")]
    [InlineData("data: [DONE]\n\n", "answered with an empty stream")]
    [InlineData("{\"choices\":[{\"message\":{\"content\":\"One", "answered with JSON that breaks off")]
    [InlineData("", "answered with an empty body")]
    public async Task An_answer_that_breaks_off_is_asked_for_again_and_told_when_it_stays_so(string body, string words)
    {
        Server.Instead.Enqueue(OpenAiServer.Say(body));
        Assert.Null((await _bench.Generate(1)).Failure);
        Assert.Equal(2, Server.Requests.Count);

        Assert.Contains(words, await Failure(body));
        Assert.Equal(2 + 4, Server.Requests.Count);
    }

    [Theory]
    [InlineData(
        "<!doctype html><html><head><title>Welcome &amp; log in</title></head></html>",
        "answered with a web page (Welcome & log in), not with a completion (Generator:BaseAddress)"
    )]
    [InlineData("{\"choices\":7}", "answered with something that is no completion: choices is 7")]
    [InlineData("[1,2]", "answered with something that is no completion: [1,2]")]
    [InlineData("{'choices': []}", "answered with something that is no completion: {'choices': []}")]
    [InlineData("It works!", "answered with something that is no completion: It works!")]
    public async Task What_is_no_completion_is_told_once(string body, string words)
    {
        Assert.EndsWith(words, await Failure(body, contentType: "text/html"));
        Assert.Single(Server.Requests);
    }

    [Theory]
    [InlineData("""{"error":{"message":"no such model","code":"model_not_found"}}""", "no such model", 1)]
    [InlineData("""{"error":"no such model"}""", "no such model", 1)]
    [InlineData("""{"object":"error","message":"no such model","type":"x","code":40301}""", "no such model", 1)]
    [InlineData("""{"detail":"no such model"}""", "no such model", 1)]
    [InlineData("""{"error_code":17,"error_msg":"no such model"}""", "no such model", 1)]
    [InlineData("""[{"error":{"code":404,"message":"no such model"}}]""", "no such model", 1)]
    [InlineData("""{"choices":[],"error":{"message":"no such model"}}""", "no such model", 1)]
    [InlineData("""{"choices":null,"error":{"message":"too many","code":429}}""", "429: too many", 4)]
    [InlineData("""{"error":{"message":"later","type":"overloaded_error"}}""", "later", 4)]
    [InlineData("""{"error":{"message":"pay","code":"insufficient_quota","type":"rate_limit"}}""", "pay", 1)]
    [InlineData("data: {\"error\":{\"message\":\"out of memory\"}}\n\n", "out of memory", 1)]
    public async Task An_error_under_status_200_is_told_in_the_servers_words(string body, string words, int asked)
    {
        var failure = await Failure(body);

        Assert.Contains("answered 200 with", failure);
        Assert.Contains(words, failure);
        Assert.Equal(asked, Server.Requests.Count);
    }

    [Theory]
    [InlineData("""{"message":{"content":null,"refusal":"I can't."}}""", "a refusal: I can't.")]
    [InlineData("""{"message":{"content":"","tool_calls":[{"id":1}]}}""", "a tool call in place of a text")]
    [InlineData("""{"message":{"content":"half"},"finish_reason":"error"}""", "a choice that ended with 'error'")]
    [InlineData("""{"message":{"content":null},"finish_reason":"stop"}""", "a choice without text")]
    public async Task A_choice_that_cannot_be_used_is_asked_for_again_and_named(string choice, string words) =>
        Assert.EndsWith($"gave too few choices 6 times: {words}", await Failure(Chat(choice)));

    [Fact]
    public async Task An_answer_without_choices_says_what_it_has() =>
        Assert.EndsWith("no choices, only id, output", await Failure("""{"id":1,"output":[]}"""));

    [Theory]
    [InlineData("application/json; charset=utf8")]
    [InlineData("text/plain")]
    [InlineData("text/event-stream")]
    [InlineData("application/octet-stream")]
    [InlineData(null)]
    public async Task The_content_type_does_not_matter(string? contentType) =>
        Assert.Equal(["Ärger"], (await One(Chat("""{"message":{"content":"Ärger"}}"""), contentType)).Steps);

    [Fact]
    public async Task Half_a_character_at_the_end_of_a_text_is_replaced() =>
        Assert.Equal(
            ["a\\ud83d \U0001F600 \uFFFD"],
            (
                await One(Chat("""{"message":{"content":"a\\ud83d \ud83d\ude00 \ud83d"},"finish_reason":"length"}"""))
            ).Steps
        );

    [Fact]
    public async Task JSON_in_a_string_is_read() =>
        Assert.Equal(["One"], (await One(JsonValue.Create(Chat("""{"text":"One"}""")).ToJsonString())).Steps);

    [Fact]
    public async Task A_prompt_that_is_repeated_is_no_step()
    {
        _bench.Options.Api = Platform.Generator.CompletionApi.Completions;
        Server.Text = (prompt, _, _) => $"{prompt}Four.";

        Assert.Equal(["Four."], Assert.Single((await _bench.Generate(1)).Solutions).Steps);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_followed_with_the_request_and_the_key(int status)
    {
        _bench.Options.ApiKey = "secret";
        Server.Instead.Enqueue(OpenAiServer.Redirect(status, "/new/v1/chat/completions"));

        Assert.Null((await _bench.Generate(2)).Failure);

        Assert.Equal(["/v1/chat/completions", "/new/v1/chat/completions"], Server.Requests.Select(r => r.Path));
        Assert.All(Server.Requests, request => Assert.Equal("Bearer secret", request.Authorization));
        Assert.Equal(Server.Requests.First().ToString(), Server.Requests.Last().ToString());
    }

    [Fact]
    public async Task A_key_is_not_sent_to_another_server()
    {
        await using var other = await OpenAiServer.Start(TestContext.Current.CancellationToken);
        other.Always = request => request.Authorization is null ? OpenAiServer.Refuse(401, "who are you?") : null;
        _bench.Options.ApiKey = "secret";
        Server.Always = _ => OpenAiServer.Redirect(307, $"{other.Address}v1/chat/completions");

        var failure = (await _bench.Generate(1)).Failure;

        Assert.Contains($"points to {other.Address}v1/chat/completions, to which no key is sent", failure);
        Assert.Contains("who are you? (Generator:BaseAddress)", failure);
    }

    [Fact]
    public async Task A_redirect_in_a_circle_ends()
    {
        Server.Always = _ => OpenAiServer.Redirect(308, "/v1/chat/completions");

        Assert.Contains(
            "answered 308 (Permanent Redirect) and points to /v1/chat/completions (Generator:BaseAddress)",
            (await _bench.Generate(1)).Failure
        );
        Assert.Equal(6, Server.Requests.Count);
    }

    [Fact]
    public async Task A_key_that_the_server_repeats_stays_secret()
    {
        _bench.Options.ApiKey = "sk-12345";
        Assert.EndsWith(
            "refuses the key; it answered 401 (Unauthorized): Incorrect API key provided: *** (Generator:ApiKey)",
            await Failure("""{"error":{"message":"Incorrect API key provided: sk-12345"}}""", 401)
        );
    }

    [Theory]
    [InlineData(
        400,
        """{"error":{"message":"Unsupported value","param":"temperature","code":"unsupported_value"}}""",
        "Unsupported value (temperature is left out with Generator:Omit=temperature)"
    )]
    [InlineData(
        422,
        """{"detail":[{"type":"extra_forbidden","loc":["body","seed"],"msg":"Extra inputs are not permitted"}]}""",
        "seed: Extra inputs are not permitted (seed is left out with Generator:Omit=seed)"
    )]
    [InlineData(
        400,
        """{"message":"Unknown field 'top_p' in request"}""",
        "Unknown field 'top_p' in request (top_p is left out with Generator:Omit=top_p)"
    )]
    [InlineData(400, "unexpected seed", "unexpected seed (seed is left out with Generator:Omit=seed)")]
    [InlineData(400, "reseeding, in no case", "reseeding, in no case")]
    [InlineData(200, """{"error":"seed is unknown"}""", "seed is unknown (seed is left out with Generator:Omit=seed)")]
    public async Task A_parameter_that_the_server_refuses_is_named_with_the_way_out(int status, string body, string end)
    {
        Assert.EndsWith(end, await Failure(body, status));
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task A_parameter_can_be_left_out()
    {
        _bench.Options.Omit = "n,temperature,topP,max_tokens,seed,stop,min_p";

        var generated = await _bench.Generate(3, sampling: new(MinP: 0.1, Stop: ["x"]));

        Assert.Null(generated.Failure);
        Assert.Equal(3, Server.Requests.Count);
        Assert.All(
            Server.Requests,
            request => Assert.Equal(["messages", "model"], request.Body.AsObject().Select(p => p.Key).Order())
        );
        Assert.All(generated.Solutions, s => Assert.Equal((null, null), (s.Source.Seed, s.Source.Temperature)));
    }

    [Fact]
    public async Task The_least_probability_is_sent_where_it_is_set()
    {
        await _bench.Generate(1, sampling: new(MinP: 0.05));
        Assert.Equal(0.05, (double)Server.Requests.Single().Body["min_p"]!);
    }

    [Fact]
    public async Task A_server_that_wants_max_completion_tokens_gets_them_from_then_on()
    {
        Server.Always = request =>
            request.Body["max_tokens"] is null
                ? null
                : OpenAiServer.Refuse(
                    400,
                    """{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","param":"max_tokens"}}"""
                );

        Assert.Null((await _bench.Generate(2, sampling: new(MaxTokens: 77))).Failure);
        Assert.Null((await _bench.Generate(2, sampling: new(MaxTokens: 77))).Failure);

        Assert.Equal(3, Server.Requests.Count);
        Assert.All(Server.Requests.Skip(1), request => Assert.Equal(77, (int)request.Body["max_completion_tokens"]!));
        Assert.Empty(_bench.Time.Waits);
    }

    [Fact]
    public async Task A_quota_that_is_used_up_is_not_waited_for()
    {
        Assert.EndsWith(
            "answered 429 (Too Many Requests): You exceeded your quota.",
            await Failure("""{"error":{"message":"You exceeded your quota.","code":"insufficient_quota"}}""", 429)
        );
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task A_gateways_page_is_told_by_its_title()
    {
        Assert.Contains(
            "answered 502 (Bad Gateway): 502 Bad Gateway (asked 4 times)",
            await Failure("<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>", 502)
        );
    }
}
