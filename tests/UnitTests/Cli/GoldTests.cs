namespace Platform.UnitTests.Cli;

public sealed class GoldTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public async Task Gold_is_listed_with_every_acceptable_step()
    {
        await using var dataset = await FakeDataset.Start();
        var run = new CommandRun(dataset);

        Assert.Equal(0, await run.Run(["gold", "mine"]));

        Assert.Contains("mine: 2 gold solutions.", run.Out);
        Assert.Contains("2 or 3", run.Out);
        Assert.Contains("none", run.Out);
    }

    [Fact]
    public async Task Gold_is_taken_from_a_labeller_or_read_from_a_file()
    {
        await File.WriteAllTextAsync(
            _file,
            """
            {"key":"p1","sample":0,"firstErrors":[2,3]}

            {"key":"p2","sample":1,"firstErrors":[-1]}
            """,
            TestContext.Current.CancellationToken
        );
        await using var dataset = await FakeDataset.Start();

        var run = new CommandRun(dataset);
        Assert.Equal(0, await run.Run(["gold", "mine", "--labeller", "oracle"]));
        Assert.Contains("mine: 9 gold solutions; 6 new, 0 changed, 0 removed.", run.Out);
        run = new CommandRun(dataset);
        Assert.Equal(0, await run.Run(["gold", "mine", "--file", _file]));
        Assert.Contains("mine: 2 gold solutions; 2 new", run.Out);
    }

    [Theory]
    [InlineData("""{"key":"p1","sample":0}""")]
    [InlineData("""{"key":null,"sample":0,"firstErrors":[1]}""")]
    [InlineData("nonsense")]
    public async Task A_line_that_is_no_mark_is_named_and_nothing_is_sent(string line)
    {
        await File.WriteAllTextAsync(_file, $"\n{line}\n", TestContext.Current.CancellationToken);
        await using var dataset = await FakeDataset.Start();
        var run = new CommandRun(dataset);

        Assert.Equal(2, await run.Run(["gold", "mine", "--file", _file]));

        Assert.Contains("line 2: no mark of a gold solution", run.Error);
        Assert.Empty(run.Out.Trim());
    }

    public void Dispose() => File.Delete(_file);
}
