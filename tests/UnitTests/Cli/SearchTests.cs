using Platform.Contracts;

namespace Platform.UnitTests.Cli;

public sealed class SearchTests : IDisposable
{
    private static readonly string[] Search = ["search", "--pool", "mine", "--model", "prm", "--strategy", "beam"];

    private readonly string _folder = Directory.CreateTempSubdirectory("search-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_submits_watches_prints_the_comparison_and_writes_the_page()
    {
        await using var dataset = await FakeDataset.Start();
        var run = Running(dataset);
        string page = Path.Combine(_folder, "search.html");
        string[] options =
        [
            .. (string[])["--beams", "2", "--expansions", "3", "--aggregation", "min", "--neutral", "negative"],
            .. (string[])["--max-steps", "9", "--temperature", "0.5", "--language-model", "lm", "--seed", "5"],
            .. (string[])["--against", "mine-samples", "--html", page],
        ];

        Assert.Equal(0, await run.Run([.. Search, .. options]));

        var (queue, body) = Assert.Single(run.Submitted);
        Assert.Equal("search-jobs", queue);
        Assert.Equal(
            """{"pool":"mine","model":"prm","strategy":"beam","name":"mine-beam-2x3","beams":2,"expansions":3,"aggregation":"min","neutral":"negative","maxSteps":9,"sampling":{"temperature":0.5,"topP":1,"maxTokens":1024,"seed":0,"model":"lm"},"seed":5,"against":["mine-samples"]}""",
            System.Text.RegularExpressions.Regex.Replace(body.GetRawText(), "\"searchId\":\"[^\"]+\",", "")
        );
        Assert.Contains("mine-beam-2x3: 6 solutions of 2 problems with 120 tokens.", run.Out);
        Assert.Contains("+10.0 (-5.0 to +25.0)", run.Out);
        Assert.Contains("1 problem: the server is away", run.Error);
        Assert.Equal("<html>page</html>", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_same_search_is_not_submitted_twice()
    {
        await using var dataset = await FakeDataset.Start();
        var run = Running(dataset);
        await run.Run([.. Search, "--name", "once"]);
        Assert.Equal(0, await run.Run([.. Search, "--name", "once"]));
        Assert.Single(run.Submitted);
        Assert.Contains("Done already", run.Error);
        Assert.Equal(0, await run.Run(["searches", "latest"]));
        Assert.Contains("completed", run.Out);
    }

    [Theory]
    [InlineData("'depth' not recognized", "--strategy", "depth")]
    [InlineData("--expansions: best-of-n draws whole solutions", "--strategy", "best-of-n", "--expansions", "2")]
    [InlineData("--beams: must be 1 or more.", "--strategy", "dvts", "--beams", "0")]
    [InlineData("--name: 'a b' is no name", "--strategy", "dvts", "--name", "a b")]
    public async Task What_makes_no_sense_is_refused_before_anything_is_sent(string reason, params string[] options)
    {
        await using var dataset = await FakeDataset.Start();
        var run = Running(dataset);
        Assert.Equal(2, await run.Run(["search", "--pool", "mine", "--model", "prm", .. options]));
        Assert.Contains(reason, run.Error);
        Assert.Empty(run.Submitted);
    }

    private CommandRun Running(FakeDataset dataset)
    {
        var run = new CommandRun(dataset);
        run.OnSubmit = id =>
        {
            var body = run.Submitted[^1].Body;
            var request = System.Text.Json.JsonSerializer.Deserialize<SubmitSearch>(
                body.GetRawText(),
                System.Text.Json.JsonSerializerOptions.Web
            )!;
            ValueInterval half = new(0.5, 0.4, 0.6);
            RuleAccuracy[] accuracies = [new("best", half), new("weighted", half), new("majority", half)];
            dataset.Searches[id] = new(
                id,
                request with
                {
                    Beams = request.Beams ?? 4,
                    Seed = request.Seed ?? 0,
                },
                request.Pool,
                request.Name,
                $"{request.Model}@1",
                JobState.Completed,
                [],
                DateTimeOffset.UnixEpoch,
                DateTimeOffset.UnixEpoch,
                [],
                2,
                2,
                120,
                6,
                [new("the server is away", 1)],
                new(
                    2,
                    [new(id, request.Name, request.Strategy, 2, 3, "prm@1", "lm@1", 60, 3, accuracies)],
                    "mine-samples",
                    [],
                    [new(request.Name, "best", "majority", 4, 58, true, 0.4, new(0.1, -0.05, 0.25))],
                    [],
                    []
                )
            );
        };
        return run;
    }
}
