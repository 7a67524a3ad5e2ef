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

    [Theory]
    [InlineData("Name a POOL, or a selection")]
    [InlineData("not both", "mine", "--selection", "latest", "--by", "oracle")]
    [InlineData("--selection needs a supervisor", "--selection", "latest")]
    [InlineData("'me' is no supervisor; give oracle, model:NAME, answer or people", "mine", "--by", "me")]
    [InlineData("the name is empty", "mine", "--by", "model:")]
    [InlineData("--threshold is about --by model:NAME", "mine", "--by", "oracle", "--threshold", "0.2")]
    [InlineData("--threshold: must be from 0 to 1", "mine", "--by", "model:prm", "--threshold", "2")]
    [InlineData("give one of them", "mine", "--by", "oracle", "--labeller", "oracle")]
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
