using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Platform.RemoteScoring;
using Platform.Tests;
using Platform.UnitTests.Scorer;

namespace Platform.UnitTests.RemoteScoring;

public sealed class RemoteRewardModelTests : IAsyncLifetime
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly string[] Steps = ["12 + 1", "13", "# Answer\n13"];

    /// <summary>Logits of three steps, each as likely right as wrong.</summary>
    private static readonly double[][] Even =
    [
        [0, 0],
        [0, 0],
        [0, 0],
    ];

    private readonly Scratch _folder = new();
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddRemoteScoring(_ =>
            new(TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(1), Retries: 3, TimeSpan.FromMilliseconds(1))
        )
        .BuildServiceProvider();
    private PoolingServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await PoolingServer.Start(Token);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A byte is a token, and a step's score is read at the line feed after it.</summary>
    [Fact]
    public async Task Rows_of_all_tokens_are_read_where_the_manifest_says()
    {
        // Logits, whose softmax is the row.
        _server.Rows = input =>
            [
                .. Enumerable
                    .Range(0, input.AsArray().Count)
                    .Select(place => Row(place).Select(p => Math.Log(p)).ToArray()),
            ];
        using var model = await Open(Manifest());

        var (scores, tokens) = await model.Score("7 * 6?", [Steps, ["42"]], Token);

        int start = "7 * 6?".Length + 1;
        int[] ends = [start + 6, start + 6 + 3, start + 6 + 3 + 12];
        Assert.Equal(ends.Select(end => Row(end)[1]), scores[0].Probabilities!.Select(row => row[1]), Near);
        Assert.Equal(Row(start + 2)[1], Assert.Single(scores[1].Probabilities!)[1], 1e-6);
        Assert.Equal(14, tokens);
        Assert.Equal(("float", false), ((string?)Last["encoding_format"], (bool)Last["use_activation"]!));
        Assert.Equal("prm", (string?)Last["model"]);
    }

    [Fact]
    public async Task Rows_of_the_steps_are_taken_as_they_are()
    {
        _server.Rows = _ => Even;
        using var model = await Open(Manifest());

        var (scores, _) = await model.Score("7 * 6?", [Steps], Token);

        Assert.All(scores[0].Probabilities!, row => Assert.Equal([0.5, 0.5], row));
    }

    [Fact]
    public async Task Without_a_tokenizer_the_text_is_sent()
    {
        _server.Rows = _ =>
            [
                [0.2, 0.8],
                [0.4, 0.6],
                [0.5, 0.5],
            ];
        var manifest = Manifest();
        manifest.Remove("tokenizer");
        manifest["head"] = new JsonObject { ["kind"] = "probabilities" };
        manifest["template"] = JsonNode.Parse(
            """{"prefix": [{"text": "Q: {statement}\n"}], "step": [{"text": "{step}<tag>"}], "separator": [], "between": [{"text": "\n"}]}"""
        );
        manifest["golden"]!["expected"] = JsonNode.Parse("[[0.2, 0.8], [0.4, 0.6], [0.5, 0.5]]");
        using var model = await Open(manifest);

        var (scores, _) = await model.Score("7 * 6?", [Steps], Token);

        Assert.Equal(0.6, scores[0].Probabilities![1][1], 1e-6);
        Assert.Equal("Q: 7 * 6?\n12 + 1<tag>\n13<tag>\n# Answer\n13<tag>", (string?)Last["input"]![0]);
        Assert.True((bool)Last["softmax"]!);
    }

    [Fact]
    public async Task A_classifier_gives_an_outcome_model_one_row_a_solution()
    {
        _server.Rows = _ =>
            [
                [0.3, 0.7],
            ];
        var manifest = Manifest();
        (manifest["kind"], manifest["read"]) = ("outcome", "last");
        manifest["head"] = new JsonObject { ["kind"] = "probabilities" };
        manifest["remote"]!["api"] = "classify";
        manifest["golden"]!["expected"] = JsonNode.Parse("[[0.3, 0.7]]");
        using var model = await Open(manifest);

        var (scores, _) = await model.Score("7 * 6?", [Steps, ["42"]], Token);

        Assert.All(scores, s => Assert.Equal(0.7, Assert.Single(s.Probabilities!)[1], 1e-6));
        Assert.Equal("/classify", _server.Requests.Last().Path);
    }

    [Fact]
    public async Task A_wrong_count_of_scores_fails_its_solution_alone()
    {
        _server.Rows = input =>
            input.AsArray().Count > 12
                ? Even
                :
                [
                    [0, 0],
                    [0, 0],
                ];
        using var model = await Open(Manifest());

        var (scores, _) = await model.Score("7 * 6?", [Steps, ["42"]], Token);

        Assert.NotNull(scores[0].Probabilities);
        Assert.Null(scores[1].Probabilities);
        Assert.Equal($"{_server.Address}pooling gave 2 rows of scores for 1 step(s) and 10 tokens", scores[1].Failure);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task What_may_pass_is_asked_again(int status)
    {
        _server.Rows = _ => Even;
        using var model = await Open(Manifest());
        int before = _server.Requests.Count;
        _server.Instead.Enqueue((status, "busy"));
        _server.Instead.Enqueue((status, "busy"));

        var (scores, _) = await model.Score("7 * 6?", [Steps], Token);

        Assert.NotNull(scores[0].Probabilities);
        Assert.Equal(before + 3, _server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_keeps_failing_is_an_error_that_names_it_and_no_score()
    {
        _server.Rows = _ => Even;
        using var model = await Open(Manifest());
        _server.Refuse = _ => 500;

        var failed = await Assert.ThrowsAsync<HttpRequestException>(() => model.Score("7 * 6?", [Steps], Token));

        Assert.Contains($"{_server.Address}pooling answered 500", failed.Message);
    }

    [Fact]
    public async Task A_solution_that_the_server_refuses_fails_alone()
    {
        _server.Rows = _ => Even;
        using var model = await Open(Manifest());
        _server.Refuse = body => body["input"]!.AsArray().Any(input => input!.AsArray().Count > 40) ? 400 : null;

        var (scores, _) = await model.Score("7 * 6?", [Steps, ["a", "b", new string('1', 60)]], Token);

        Assert.NotNull(scores[0].Probabilities);
        Assert.Contains("answered 400", scores[1].Failure);
    }

    [Fact]
    public async Task A_key_goes_to_its_host_alone()
    {
        _server.Rows = _ => Even;
        using var with = await Open(Manifest(), new() { ["127.0.0.1"] = "secret" });
        Assert.Equal("Bearer secret", _server.Requests.Last().Key);

        using var without = await Open(Manifest(), new() { ["elsewhere.example"] = "secret" });
        Assert.Null(_server.Requests.Last().Key);
    }

    [Fact]
    public async Task No_more_requests_are_in_flight_than_the_manifest_says()
    {
        _server.Rows = _ => Even;
        using var model = await Open(Manifest());

        await model.Score("7 * 6?", [.. Enumerable.Repeat<IReadOnlyList<string>>(Steps, 60)], Token);

        Assert.InRange(_server.MostInFlight, 1, 2);
    }

    [Fact]
    public async Task A_golden_example_that_does_not_hold_refuses_the_model()
    {
        _server.Rows = _ =>
            [
                [0, 9],
                [0, 0],
                [0, 0],
            ];
        var manifest = Manifest();
        manifest["golden"]!["tolerance"] = 0.01;

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Open(manifest));

        Assert.Contains($"the golden example of remote-prm does not hold at {_server.Address}pooling", refused.Message);
    }

    [Theory]
    [InlineData("api", "\"embed\"", "'remote.api' must be pooling, classify or score")]
    [InlineData("address", "\"gpu\"", "'remote.address' must be an http or https address")]
    [InlineData("concurrency", "0", "'remote.concurrency' must be 1 to 256")]
    [InlineData("batch", "65", "'remote.batch' must be 1 to 64")]
    [InlineData("api", "\"classify\"", "'kind' is not outcome")]
    public async Task A_manifest_that_cannot_be_asked_says_what_is_wrong(string field, string value, string said)
    {
        var manifest = Manifest();
        manifest["remote"]![field] = JsonNode.Parse(value);

        Assert.Contains(said, (await Assert.ThrowsAsync<InvalidDataException>(() => Open(manifest))).Message);
    }

    private static IEqualityComparer<double> Near { get; } =
        EqualityComparer<double>.Create((a, b) => Math.Abs(a - b) < 1e-6, _ => 0);

    private JsonNode Last => _server.Requests.Last().Body;

    /// <summary>Probabilities by position.</summary>
    private static double[] Row(int place) => Softmax(place % 7 / 7.0);

    private static double[] Softmax(double x) => [1 / (1 + Math.Exp(x)), 1 - 1 / (1 + Math.Exp(x))];

    private JsonObject Manifest() =>
        JsonNode
            .Parse(
                $$"""
                {
                  "name": "remote-prm", "kind": "process", "classes": ["negative", "positive"], "maximumTokens": 4096,
                  "tokenizer": {"kind": "bytes", "vocabulary": 256, "pad": 0},
                  "template": {"prefix": [{"text": "{statement}"}, {"ids": [10]}], "step": [{"text": "{step}"}], "separator": [10]},
                  "read": "separator", "head": {"kind": "softmax"},
                  "golden": {"statement": "1 + 1?", "steps": ["a", "b", "c"], "expected": [[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]], "tolerance": 0.5},
                  "remote": {"api": "pooling", "address": "{{_server.Address}}", "model": "prm", "concurrency": 2, "batch": 4}
                }
                """
            )!
            .AsObject();

    private async Task<RemoteRewardModel> Open(JsonObject manifest, Dictionary<string, string>? keys = null)
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "reward-model.json"),
            manifest.ToJsonString(JsonSerializerOptions.Web),
            Token
        );
        return await _services.GetRequiredService<RemoteRewardModels>().Open(_folder.Path, keys ?? [], Token);
    }
}
