using Platform.Contracts;
using Platform.Generator;
using Platform.Tests;

namespace Platform.UnitTests.Generator;

public sealed class SamplerTests : IAsyncLifetime
{
    private SamplerBench _bench = null!;

    private OpenAiServer Server => _bench.Server;

    public async ValueTask InitializeAsync() => _bench = await SamplerBench.Start();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task One_request_gets_all_samples_of_a_server_that_heeds_n()
    {
        var generated = await _bench.Generate(3, first: 64, new Sampling(0.7, 0.9, 100, ["\n\n\n"], Seed: 1000));
        Assert.Null(generated.Failure);
        Assert.Equal([64, 65, 66], generated.Solutions.Select(solution => solution.Sample));
        Assert.Equal(["First step of 1064.", "Second step.", "# Answer\n1065"], generated.Solutions[1].Steps);
        Assert.All(generated.Solutions, solution => Assert.True(solution.Finished));

        var request = Assert.Single(Server.Requests);
        Assert.Equal("/v1/chat/completions", request.Path);
        Assert.NotNull(request.ContentLength);
        Assert.Equal(3, request.N);
        Assert.Equal(1064, request.Seed);
        Assert.Equal("model-asked-for", (string?)request.Body["model"]);
        Assert.Equal(0.7, (double)request.Body["temperature"]!);
        Assert.Equal(0.9, (double)request.Body["top_p"]!);
        Assert.Equal(100, (int)request.Body["max_tokens"]!);
        Assert.Equal(["\n\n\n"], request.Body["stop"]!.AsArray().Select(stop => (string)stop!));
        Assert.Equal(
            ["system", "user"],
            request.Body["messages"]!.AsArray().Select(message => (string)message!["role"]!)
        );
        Assert.Equal("2 + 2?\n", request.Prompt);
    }

    [Fact]
    public async Task The_source_of_a_sample_says_what_made_it()
    {
        var sampling = new Sampling(Temperature: 0.5, Seed: 5, Model: "special", Split: StepSplit.BlankLine);
        var solution = Assert.Single((await _bench.Generate(1, first: 2, sampling)).Solutions);
        Assert.Equal(
            new SampleSource("model-as-served", Server.Address.ToString().TrimEnd('/'), 7, 0.5, StepSplit.BlankLine),
            solution.Source
        );
        Assert.Equal(["First step of 7.\nSecond step.", "# Answer\n7"], solution.Steps);
        Assert.Equal("special", (string?)Server.Requests.Single().Body["model"]);
    }

    [Fact]
    public async Task What_is_not_wished_for_is_not_sent()
    {
        _bench.Options.Model = null;
        _bench.Options.SystemPrompt = "";
        await _bench.Generate(1);
        var body = Server.Requests.Single().Body.AsObject();
        Assert.Equal(
            ["max_tokens", "messages", "seed", "temperature", "top_p"],
            body.Select(field => field.Key).Order()
        );
        Assert.Single(body["messages"]!.AsArray());
    }

    [Fact]
    public async Task Plain_completions_get_the_prompt_by_template()
    {
        _bench.Options.Api = CompletionApi.Completions;
        _bench.Options.PromptTemplate = "Q: {problem}\nA:";
        var generated = await _bench.Generate(2);
        Assert.Null(generated.Failure);
        var request = Assert.Single(Server.Requests);
        Assert.Equal(("/v1/completions", "Q: 2 + 2?\nA:"), (request.Path, request.Prompt));
        Assert.Equal("# Answer\n1", generated.Solutions[1].Steps[^1]);
    }

    [Theory]
    [InlineData("v1")]
    [InlineData("v1/")]
    [InlineData("")]
    public async Task The_address_may_end_in_v1(string end)
    {
        _bench.Options.BaseAddress = new Uri(Server.Address, end);
        Assert.Null((await _bench.Generate(1)).Failure);
    }

    [Fact]
    public async Task The_key_is_sent_as_a_bearer_token()
    {
        _bench.Options.ApiKey = "secret";
        await _bench.Generate(1);
        Assert.Equal("Bearer secret", Server.Requests.Single().Authorization);
    }

    [Fact]
    public async Task A_server_that_ignores_n_is_asked_for_each_missing_sample_with_a_seed_of_its_own()
    {
        Server.MostChoices = 1;
        var generated = await _bench.Generate(5, first: 10, new Sampling(Seed: 100));
        Assert.Null(generated.Failure);
        Assert.Equal([10, 11, 12, 13, 14], generated.Solutions.Select(solution => solution.Sample));
        Assert.Equal([110, 111, 112, 113, 114], generated.Solutions.Select(solution => solution.Source.Seed));
        Assert.Equal(5, Server.Requests.Count);
        Assert.Equal([110, 111, 112, 113, 114], Server.Requests.Select(request => request.Seed).Order());
    }

    [Fact]
    public async Task A_server_that_gives_three_at_a_time_is_asked_for_three_at_a_time()
    {
        Server.MostChoices = 3;
        var generated = await _bench.Generate(8);
        Assert.Null(generated.Failure);
        Assert.Equal(Enumerable.Range(0, 8), generated.Solutions.Select(solution => solution.Sample));
        Assert.Equal([(8, 0L), (3, 3L), (2, 6L)], Server.Requests.Select(r => (r.N, r.Seed)).OrderBy(r => r.Seed));
    }

    [Fact]
    public async Task A_server_that_refuses_n_is_asked_for_one_at_a_time()
    {
        Server.Always = request => request.N > 1 ? OpenAiServer.Refuse(422, "n must be 1") : null;
        var generated = await _bench.Generate(4);
        Assert.Null(generated.Failure);
        Assert.Equal(4, generated.Solutions.Count);
        Assert.Empty(_bench.Time.Waits);
    }

    [Fact]
    public async Task Choices_beyond_those_asked_for_are_left_out()
    {
        Server.Extra = 4;
        Assert.Equal([0, 1], (await _bench.Generate(2)).Solutions.Select(solution => solution.Sample));
    }

    [Fact]
    public async Task A_server_that_never_gives_a_usable_choice_is_not_asked_for_ever()
    {
        Server.Text = (_, _, _) => null;
        var generated = await _bench.Generate(2);
        Assert.Empty(generated.Solutions);
        Assert.Contains("gave too few choices 6 times: a choice without text", generated.Failure);
        Assert.InRange(Server.Requests.Count, 2, 2 * Sampler.Rounds);
    }

    [Fact]
    public async Task A_sample_that_reached_the_token_limit_is_unfinished_and_kept()
    {
        Server.FinishReason = (_, place) => place == 1 ? "length" : "stop";
        var generated = await _bench.Generate(3);
        Assert.Null(generated.Failure);
        Assert.Equal([true, false, true], generated.Solutions.Select(solution => solution.Finished));
    }

    [Fact]
    public async Task A_busy_server_is_asked_again_after_exactly_the_seconds_it_wishes()
    {
        Server.Instead.Enqueue(OpenAiServer.Refuse(429, "slow down", "7"));
        Assert.Null((await _bench.Generate(2)).Failure);
        Assert.Equal([TimeSpan.FromSeconds(7)], _bench.Time.Waits);
        Assert.Equal(2, Server.Requests.Count);
    }

    [Fact]
    public async Task A_busy_server_may_wish_a_date()
    {
        var date = _bench.Time.GetUtcNow().AddSeconds(40).ToString("r");
        Server.Instead.Enqueue(OpenAiServer.Refuse(503, "", date));
        Assert.Null((await _bench.Generate(2)).Failure);
        Assert.Equal([TimeSpan.FromSeconds(40)], _bench.Time.Waits);
    }

    [Fact]
    public async Task A_server_that_wishes_to_be_left_alone_for_an_hour_is_left_alone()
    {
        Server.Instead.Enqueue(OpenAiServer.Refuse(429, "quota", "3600"));
        var generated = await _bench.Generate(2);
        Assert.Contains("429 (Too Many Requests): quota (it asks to wait 3600 s, longer than", generated.Failure);
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task Errors_of_the_server_are_passed_with_growing_waits()
    {
        for (var i = 0; i < 3; i++)
        {
            Server.Instead.Enqueue(OpenAiServer.Refuse(500 + i, "out of order"));
        }

        Assert.Null((await _bench.Generate(2)).Failure);
        var waits = _bench.Time.Waits.Select(wait => wait.TotalSeconds).ToList();
        Assert.Equal(3, waits.Count);
        Assert.All(waits.Index(), wait => Assert.InRange(wait.Item, 0.25 * (1 << wait.Index), 0.5 * (1 << wait.Index)));
    }

    [Fact]
    public async Task The_same_command_waits_the_same_times()
    {
        List<TimeSpan>[] waits =
        [
            [],
            [],
        ];
        foreach (var list in waits)
        {
            _bench.Time.Waits.Clear();
            for (var i = 0; i < 3; i++)
            {
                Server.Instead.Enqueue(OpenAiServer.Refuse(500));
            }

            await _bench.Generate(2);
            list.AddRange(_bench.Time.Waits);
        }
        Assert.Equal(waits[0], waits[1]);
    }

    [Fact]
    public async Task A_server_that_stays_out_of_order_is_a_failure_in_its_own_words()
    {
        Server.Always = _ => OpenAiServer.Refuse(500, "{\"error\":\n  \"out of memory\"}");
        var generated = await _bench.Generate(2);
        Assert.Empty(generated.Solutions);
        Assert.Equal(
            $"{Server.Address}v1/chat/completions answered 500 (Internal Server Error): out of memory (asked 4 times)",
            generated.Failure
        );
        Assert.Equal(4, Server.Requests.Count);
    }

    [Theory]
    [InlineData(400, "", "answered 400 (Bad Request): no such field")]
    [InlineData(401, "secret", "refuses the key; it answered 401 (Unauthorized): no such field (Generator:ApiKey)")]
    [InlineData(403, "", "wants a key and got none; it answered 403 (Forbidden): no such field (Generator:ApiKey)")]
    [InlineData(
        404,
        "",
        "answered 404 (Not Found): no such field (Generator:BaseAddress, Generator:Api and Generator:Model)"
    )]
    public async Task What_asking_again_cannot_mend_is_asked_once(int status, string key, string failure)
    {
        _bench.Options.ApiKey = key;
        Server.Always = _ => OpenAiServer.Refuse(status, "no such field");
        var generated = await _bench.Generate(1);
        Assert.EndsWith(failure, generated.Failure);
        Assert.DoesNotContain("secret", generated.Failure);
        Assert.Single(Server.Requests);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"choices\":[]}")]
    [InlineData("{\"choices\":[{}]}")]
    public async Task An_answer_without_choices_is_asked_again(string body)
    {
        Server.Instead.Enqueue(OpenAiServer.Say(body));
        Assert.Null((await _bench.Generate(2)).Failure);
    }

    [Fact]
    public async Task A_broken_connection_is_asked_again()
    {
        Server.Instead.Enqueue(OpenAiServer.HangUp());
        Assert.Null((await _bench.Generate(2)).Failure);
        Assert.Equal(2, Server.Requests.Count);
    }

    [Fact]
    public async Task A_silent_server_is_asked_again_when_the_time_is_up()
    {
        var asked = new TaskCompletionSource();
        Server.Instead.Enqueue(OpenAiServer.KeepSilent(asked));
        var generating = _bench.Generate(2);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        _bench.Time.Expire();
        Assert.Null((await generating).Failure);
        Assert.Equal(2, Server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_stays_silent_is_a_failure()
    {
        _bench.Options.Retries = 0;
        var asked = new TaskCompletionSource();
        Server.Instead.Enqueue(OpenAiServer.KeepSilent(asked));
        var generating = _bench.Generate(2);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        _bench.Time.Expire();
        Assert.Contains("gave no answer within 300 s (Generator:RequestTimeout)", (await generating).Failure);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_failure_that_names_it()
    {
        await Server.DisposeAsync();
        var failure = (await _bench.Generate(2)).Failure;
        Assert.Contains($"{Server.Address}v1/chat/completions cannot be reached", failure);
        Assert.Contains("Generator:BaseAddress", failure);
    }

    [Fact]
    public async Task What_could_be_had_is_kept_beside_the_failure()
    {
        Server.MostChoices = 1;
        Server.Always = request => request.Seed == 2 ? OpenAiServer.Refuse(500, "unlucky seed") : null;
        var generated = await _bench.Generate(4);
        Assert.Equal([0, 1, 3], generated.Solutions.Select(solution => solution.Sample));
        Assert.Contains("unlucky seed", generated.Failure);
    }

    [Fact]
    public async Task No_more_requests_are_in_flight_than_allowed()
    {
        Server.MostChoices = 1;
        _bench.Options.MaxConcurrency = 3;
        Assert.Null((await _bench.Generate(40)).Failure);
        Assert.InRange(Server.MostInFlight, 1, 3);
    }

    [Fact]
    public async Task A_service_that_stops_does_not_call_it_a_failure()
    {
        var asked = new TaskCompletionSource();
        Server.Instead.Enqueue(OpenAiServer.KeepSilent(asked));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var generating = _bench.Generate(2, cancellationToken: stop.Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => generating);
    }
}
