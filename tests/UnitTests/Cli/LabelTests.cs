using Platform.Contracts;

namespace Platform.UnitTests.Cli;

public sealed class LabelTests
{
    private static readonly Guid Selection = Guid.Parse("019aabcd-1234-7000-8000-000000000007");

    [Fact]
    public async Task A_pool_is_labelled_by_the_oracle_at_once_as_before()
    {
        await using var dataset = await FakeDataset.Start();
        var run = new CommandRun(dataset);

        Assert.Equal(0, await run.Run(["label", "mine", "--labeller", "oracle"]));

        Assert.Contains("mine: 3 solutions.", run.Out);
        Assert.Contains("oracle:synthetic-1", run.Out);
        Assert.Contains("1 solution is of problems that no oracle knows.", run.Error);
        Assert.Empty(run.Submitted);
    }

    [Fact]
    public async Task A_selection_is_labelled_by_a_supervisor_as_a_job()
    {
        await using var dataset = await FakeDataset.Start();
        dataset.Selections[Selection] = Selected();
        var run = Running(dataset);

        Assert.Equal(
            0,
            await run.Run(["label", "--selection", "019aabcd", "--by", "model:prm-large", "--threshold", "0.3"])
        );

        var (queue, body) = Assert.Single(run.Submitted);
        Assert.Equal("labelling-jobs", queue);
        Assert.Equal(Selection, body.GetProperty("selection").GetGuid());
        Assert.Equal("model:prm-large", body.GetProperty("by").GetString());
        Assert.Equal(0.3, body.GetProperty("threshold").GetDouble());
        Assert.False(body.TryGetProperty("pool", out _));
        Assert.Contains("model:prm-large:0123456789ab:0.3", run.Out);
        Assert.Contains("2 solutions have no labels.", run.Error);
    }

    [Fact]
    public async Task A_round_has_an_overlap_controls_labellers_and_a_generation()
    {
        await using var dataset = await FakeDataset.Start();
        var run = Running(dataset);
        string[] options = ["--overlap", "2", "--controls", "0.07", "--labellers", "ann, bob", "--generation", "3"];

        Assert.Equal(0, await run.Run(["label", "mine", "--by", "people", .. options, "--detach"]));

        var (_, body) = Assert.Single(run.Submitted);
        Assert.Equal(
            ("people", 2, 0.07, 3),
            (
                body.GetProperty("by").GetString(),
                body.GetProperty("overlap").GetInt32(),
                body.GetProperty("controls").GetDouble(),
                body.GetProperty("generation").GetInt32()
            )
        );
        Assert.Equal(["ann", "bob"], body.GetProperty("labellers").EnumerateArray().Select(n => n.GetString()!));
    }

    [Fact]
    public async Task Rollouts_have_a_method_a_budget_and_a_sampling_without_a_model()
    {
        await using var dataset = await FakeDataset.Start();
        var run = Running(dataset);
        string[] options = ["--method", "omegaprm", "--completions", "4", "--searches", "9", "--token-budget", "500"];

        Assert.Equal(
            0,
            await run.Run(["label", "mine", "--by", "rollouts:lm", .. options, "--min-p", "0.02", "--detach"])
        );

        var (_, body) = Assert.Single(run.Submitted);
        Assert.Equal("rollouts:lm", body.GetProperty("by").GetString());
        var rollouts = body.GetProperty("rollouts");
        Assert.Equal(
            ("omegaprm", 4, 9, 500L, 0.02),
            (
                rollouts.GetProperty("method").GetString(),
                rollouts.GetProperty("completions").GetInt32(),
                rollouts.GetProperty("searches").GetInt32(),
                rollouts.GetProperty("tokens").GetInt64(),
                rollouts.GetProperty("sampling").GetProperty("minP").GetDouble()
            )
        );
        Assert.False(
            rollouts.GetProperty("sampling").TryGetProperty("model", out var model) && model.GetString() != null
        );
    }

    [Theory]
    [InlineData("Name a POOL, or a selection")]
    [InlineData("not both", "mine", "--selection", "latest", "--by", "oracle")]
    [InlineData("--selection needs a supervisor", "--selection", "latest")]
    [InlineData(
        "'me' is no supervisor; give oracle, model:NAME, answer, rollouts:MODEL or people",
        "mine",
        "--by",
        "me"
    )]
    [InlineData("the name is empty", "mine", "--by", "rollouts:")]
    [InlineData("--completions is about --by rollouts:MODEL", "mine", "--by", "oracle", "--completions", "4")]
    [InlineData("--min-p is about --by rollouts:MODEL", "mine", "--by", "people", "--min-p", "0.1")]
    [InlineData("--completions: must be from 1 to 64", "mine", "--by", "rollouts:lm", "--completions", "65")]
    [InlineData("--searches is about --method omegaprm", "mine", "--by", "rollouts:lm", "--searches", "3")]
    [InlineData("--token-budget: must be 1 or more", "mine", "--by", "rollouts:lm", "--token-budget", "0")]
    [InlineData("--quality is about --by model:NAME and", "mine", "--by", "oracle", "--quality")]
    [InlineData("--label-cut is about --quality", "mine", "--by", "rollouts:lm", "--label-cut", "0.5")]
    [InlineData("--label-cut: must be above 0", "mine", "--by", "rollouts:lm", "--quality", "--label-cut", "2")]
    [InlineData("the name is empty", "mine", "--by", "model:")]
    [InlineData("--threshold is about --by model:NAME", "mine", "--by", "oracle", "--threshold", "0.2")]
    [InlineData("--threshold: must be from 0 to 1", "mine", "--by", "model:prm", "--threshold", "2")]
    [InlineData("give one of them", "mine", "--by", "oracle", "--labeller", "oracle")]
    [InlineData("--overlap is about --by people", "mine", "--by", "oracle", "--overlap", "2")]
    [InlineData("--controls is about --by people", "mine", "--by", "answer", "--controls", "0.1")]
    [InlineData("--labellers is about --by people", "mine", "--labellers", "ann")]
    [InlineData("--generation is about jobs: give --by too", "mine", "--generation", "1")]
    [InlineData("No selection's id begins with 'ffff'", "--selection", "ffff", "--by", "oracle")]
    public async Task What_is_wrong_is_said_before_anything_is_sent(string reason, params string[] arguments)
    {
        await using var dataset = await FakeDataset.Start();
        dataset.Selections[Selection] = Selected();
        var run = Running(dataset);

        Assert.Equal(2, await run.Run(["label", .. arguments]));

        Assert.Contains(reason, run.Error);
        Assert.Empty(run.Submitted);
    }

    [Fact]
    public async Task A_training_names_selections_and_takes_their_pools()
    {
        await using var dataset = await FakeDataset.Start();
        dataset.Selections[Selection] = Selected();
        var run = new CommandRun(dataset)
        {
            OnTraining = id => dataset.Trainings[id] = Samples.Training(id, "completed"),
        };

        Assert.Equal(
            0,
            await run.Run(["train", "process", "--selection", "latest", "--name", "prm-2", "--labeller", "oracle"])
        );

        var body = Assert.Single(run.Trainings);
        Assert.Equal(Selection, body.GetProperty("selections")[0].GetGuid());
        Assert.Equal("mine", body.GetProperty("pools")[0].GetString());
    }

    private static CommandRun Running(FakeDataset dataset) =>
        new(dataset)
        {
            OnSubmit = id =>
                dataset.Labellings[id] = new(
                    id,
                    "mine",
                    Selection,
                    "model:prm-large@0123456789abcdef",
                    0.3,
                    1,
                    JobState.Completed,
                    [],
                    DateTimeOffset.UnixEpoch,
                    DateTimeOffset.UnixEpoch,
                    [new("label", 5, 5, 2)],
                    new("mine", 5, 2, [new("model:prm-large:0123456789ab:0.3", 3, 3, 6, 0, 2, 1, 1)])
                ),
        };

    private static SelectionStatus Selected() =>
        new(
            Selection,
            null,
            "mine",
            [],
            1,
            JobState.Completed,
            [],
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch,
            [],
            true,
            1,
            5,
            new string('5', 64),
            0,
            null
        );
}
