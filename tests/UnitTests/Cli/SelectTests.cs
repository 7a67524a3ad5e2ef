using Platform.Contracts;

namespace Platform.UnitTests.Cli;

public sealed class SelectTests : IDisposable
{
    private static readonly string[] Select =
    [
        "select",
        "--pool",
        "mine",
        "--model",
        "prm",
        "--policy",
        "mixed",
        "--per-problem",
        "4",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("select-").FullName;

    [Fact]
    public async Task It_submits_watches_and_says_what_was_chosen()
    {
        await using var dataset = await FakeDataset.Start();
        var run = Running(dataset);

        Assert.Equal(
            0,
            await run.Run(
                [
                    .. Select,
                    .. (string[])
                        ["--total", "9", "--per-subject", "7", "--aggregation", "min", "--neutral", "negative"],
                    .. (string[])["--wrong-share", "0.5", "--right-share", "0.1", "--skip-labelled-by", "oracle"],
                    .. (string[])["--exclude", "test", "--controls", "control", "--generation", "2", "--seed", "5"],
                ]
            )
        );

        var (queue, body) = Assert.Single(run.Submitted);
        Assert.Equal("selection-jobs", queue);
        Assert.Equal(
            """{"pool":"mine","models":["prm"],"policy":"mixed","perProblem":4,"total":9,"perSubject":7,"aggregation":"min","neutral":"negative","wrongShare":0.5,"rightShare":0.1,"skipLabelledBy":"oracle","exclude":["test"],"controls":["control"],"generation":2,"seed":5}""",
            System.Text.RegularExpressions.Regex.Replace(body.GetRawText(), "\"selectionId\":\"[^\"]+\",", "")
        );
        Assert.Contains("mine: 2 solutions of 2 problems selected for generation 1, out of 10 selectable.", run.Out);
        Assert.Contains("1.50 times the selectable solutions'", run.Out);
        Assert.Contains("3 duplicate", run.Out);
        Assert.Contains("1 of the 4 of generation 0 (convincing-wrong", run.Out);
    }

    [Theory]
    [InlineData("Give --per-problem K, --total K, or both.", "--model", "prm", "--policy", "mixed")]
    [InlineData("'best' not recognized", "--model", "prm", "--policy", "best", "--total", "3")]
    [InlineData("--total: must be 1 or more.", "--model", "prm", "--policy", "mixed", "--total", "0")]
    [InlineData(
        "--right-share: must be from 0 to 1.",
        "--model",
        "prm",
        "--policy",
        "mixed",
        "--total",
        "3",
        "--right-share",
        "2"
    )]
    [InlineData(
        "--wrong-share is about the policy mixed",
        "--model",
        "prm",
        "--policy",
        "uniform",
        "--total",
        "3",
        "--wrong-share",
        "1"
    )]
    [InlineData(
        "--exclude: '/' is not a valid name",
        "--model",
        "prm",
        "--policy",
        "mixed",
        "--total",
        "3",
        "--exclude",
        "/"
    )]
    [InlineData("--model: '-' is not a valid name", "--model", "-", "--policy", "mixed", "--total", "3")]
    [InlineData(
        "only the policy uncertain compares models",
        "--model",
        "a",
        "--model",
        "b",
        "--policy",
        "mixed",
        "--total",
        "3"
    )]
    public async Task What_is_wrong_is_said_before_anything_is_sent(string reason, params string[] options)
    {
        await using var dataset = await FakeDataset.Start();
        var run = Running(dataset);

        Assert.Equal(2, await run.Run(["select", "--pool", "mine", .. options]));

        Assert.Contains(reason, run.Error);
        Assert.Empty(run.Submitted);
    }

    [Fact]
    public async Task A_repeated_command_watches_the_running_selection_and_shows_a_current_one()
    {
        await using var dataset = await FakeDataset.Start();
        var first = Running(dataset);
        await first.Run(Select);
        var again = Running(dataset);
        await again.Run([.. Select, "--json"]);
        var other = Running(dataset);
        await other.Run([.. Select, "--seed", "1"]);

        Assert.Empty(again.Submitted);
        Assert.Contains("Done already", again.Error);
        Assert.StartsWith("{", again.Out);
        Assert.Single(other.Submitted);
    }

    [Fact]
    public async Task A_rejected_selection_gives_every_reason_and_the_exit_code_2()
    {
        await using var dataset = await FakeDataset.Start();
        var run = Running(dataset, JobState.Rejected, ["pool: there is no pool 'mine'."]);

        Assert.Equal(2, await run.Run(Select));

        Assert.Contains("- pool: there is no pool 'mine'.", run.Error);
    }

    [Fact]
    public async Task Selections_are_listed_shown_and_written_to_files()
    {
        await using var dataset = await FakeDataset.Start();
        await Running(dataset).Run(Select);
        var list = new CommandRun(dataset);
        var one = new CommandRun(dataset);
        string page = Path.Combine(_folder, "page.html");
        string lines = Path.Combine(_folder, "lines.jsonl");

        Assert.Equal(0, await list.Run(["selections"]));
        Assert.Equal(0, await one.Run(["selections", "latest", "--html", page, "--out", lines]));

        Assert.Matches(@"mine +1  mixed +completed +2", list.Out);
        Assert.Contains("out of 10 selectable", one.Out);
        Assert.Equal("<html>page</html>", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
        Assert.Equal("{}\n", await File.ReadAllTextAsync(lines, TestContext.Current.CancellationToken));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static CommandRun Running(FakeDataset dataset, string state = JobState.Completed, string[]? reasons = null)
    {
        var run = new CommandRun(dataset);
        run.OnSubmit = id =>
            dataset.Selections[id] = Status(
                id,
                System.Text.Json.JsonSerializer.Deserialize<SubmitSelection>(
                    run.Submitted[^1].Body,
                    System.Text.Json.JsonSerializerOptions.Web
                )!,
                state,
                reasons ?? []
            );
        return run;
    }

    private static SelectionStatus Status(Guid id, SubmitSelection request, string state, string[] reasons) =>
        new(
            id,
            state == JobState.Rejected ? null : request with { SelectionId = null },
            request.Pool,
            ["prm@v1"],
            1,
            state,
            reasons,
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch,
            [new("score", 10, 10, 0)],
            state == JobState.Completed,
            1,
            2,
            new string('5', 64),
            0.1,
            new(
                3,
                2,
                13,
                [new("duplicate", 3)],
                new(10, 5, 5, new(0.5, 0.1, 0.5, 0.9), new(4, 3, 4, 5), new(100, 90, 100, 110)),
                new(2, 0, 2, new(0.9, 0.8, 0.9, 0.9), new(6, 5, 6, 6), new(150, 140, 150, 160)),
                [],
                [new("algebra", 6, 1, 1), new(null, 4, 1, 1)],
                [],
                [],
                [new(Guid.Empty, 0, SelectionPolicy.ConvincingWrong, 4, 1)]
            )
        );
}
