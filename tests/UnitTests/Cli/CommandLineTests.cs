using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Platform.Contracts;

namespace Platform.UnitTests.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--chat-template 'alpaca' is not one of chatml, qwen2,", "--chat-template", "alpaca")]
    [InlineData("--prompt and --chat-template", "--chat-template", "none", "--prompt", "{statement}")]
    [InlineData("--prompt needs {statement} once.", "--prompt", "solve it")]
    public async Task A_prompt_that_cannot_be_used_is_wrong_usage(string reason, params string[] options)
    {
        var run = new CommandRun(null);

        Assert.Equal(2, await run.Run(["models", "add", "checkpoint", .. options]));
        Assert.Contains(reason, run.Error);
    }

    [Fact]
    public async Task Help_lists_every_verb_those_of_the_script_included()
    {
        var run = new CommandRun(null);

        Assert.Equal(0, await run.Run(["--help"]));

        string[] verbs =
        [
            "setup",
            "demo",
            "up",
            "test",
            "bench",
            "import",
            "pools",
            "models",
            "evaluate",
            "status",
            "report",
        ];
        Assert.All(verbs, verb => Assert.Contains($"\n  {verb} ", run.Out));
        Assert.Contains("Exit codes", run.Out);
        Assert.Contains("platform [command]", run.Out);
    }

    [Theory]
    [InlineData("up")]
    [InlineData("import")]
    [InlineData("evaluate")]
    [InlineData("status")]
    [InlineData("report")]
    [InlineData("grade")]
    [InlineData("regrade")]
    [InlineData("wait")]
    public async Task Every_verb_has_examples(string verb)
    {
        var run = new CommandRun(null);

        Assert.Equal(0, await run.Run([verb, "--help"]));

        Assert.Contains($"./platform {verb}", run.Out);
    }

    [Theory]
    [InlineData("evaluate")]
    [InlineData("import")]
    [InlineData("nonsense")]
    [InlineData("pools", "--nonsense")]
    [InlineData("evaluate", "--pool", "x", "--samples", "many")]
    [InlineData("evaluate", "--pool", "")]
    [InlineData("import", "/", "--pool", "x", "--format", "nonsense")]
    [InlineData("up", "--nonsense")]
    [InlineData("up", "nonsense=1")]
    [InlineData("up", "--scorers", "17")]
    [InlineData("up", "--scorers", "many")]
    [InlineData("up", "--then", "")]
    [InlineData("demo", "nonsense")]
    public async Task Wrong_usage_is_exit_code_2_and_points_to_the_help(params string[] args)
    {
        var run = new CommandRun(null);

        Assert.Equal(2, await run.Run(args));

        Assert.Empty(run.Out.Trim());
        Assert.Contains("--help", run.Error);
    }

    [Theory]
    [InlineData("There is no verb 'nonsense'.", "nonsense")]
    [InlineData("it needs a whole number", "evaluate", "--pool", "x", "--seed", "many")]
    [InlineData("--pool: the name is empty", "import", "x", "--pool", " ")]
    [InlineData("--pool: 'a b' is not a valid name; use up to 100 letters", "import", "x", "--pool", "a b")]
    [InlineData("--model: 'p/q' is not a valid name", "evaluate", "--pool", "x", "--model", "a@v", "--model", "p/q")]
    [InlineData("--name: '-n' is not a valid name", "train", "process", "--pool", "x", "--name=-n")]
    [InlineData("--pool: 'ü' is not a valid name", "train", "process", "--pool", "x", "--pool", "ü", "--name", "n")]
    [InlineData("POOL: 'a/b' is not a valid name", "label", "a/b")]
    [InlineData("POOL: 'a/b' is not a valid name", "export", "a/b")]
    [InlineData("--top-p must be above 0 to 1, not 0.", "evaluate", "--pool", "x", "--samples", "2", "--top-p", "0")]
    [InlineData("--max-tokens must be at least 1.", "evaluate", "--pool", "x", "--samples", "2", "--max-tokens", "0")]
    public async Task Wrong_usage_is_said_in_plain_words(string words, params string[] args)
    {
        var run = new CommandRun(null);

        await run.Run(args);

        Assert.Contains(words, run.Error);
        Assert.DoesNotContain("System.", run.Error);
        Assert.Equal(2, run.Error.Trim().Split('\n').Length);
    }

    [Fact]
    public async Task A_platform_that_is_not_there_is_exit_code_3()
    {
        var run = new CommandRun(null);
        run.Environment["PLATFORM_ENDPOINTS"] = "/not/there.json";

        Assert.Equal(3, await run.Run(["pools", "--json"]));

        Assert.Empty(run.Out);
        Assert.Contains("./platform up", run.Error);
    }

    [Fact]
    public async Task An_address_where_nobody_answers_is_exit_code_3()
    {
        Uri address;
        await using (var gone = await FakeDataset.Start())
        {
            address = gone.Address;
        }

        var run = new CommandRun(null);
        run.Environment["services__dataset__http__0"] = address.ToString();

        Assert.Equal(3, await run.Run(["pools"]));

        Assert.Contains("does not answer", run.Error);
    }

    [Fact]
    public async Task A_short_outage_goes_unnoticed()
    {
        await using var dataset = await FakeDataset.Start();
        dataset.Instead.Enqueue(Results.StatusCode(503));
        dataset.Pools.Add(new("mine", 5, 20, 19, 7, 4, "pool", 1, Samples.Noon, []));
        var run = new CommandRun(dataset);
        run.Patience = run.Patience with { Ask = TimeSpan.FromSeconds(20) };

        Assert.Equal(0, await run.Run(["pools"]));

        Assert.Contains("35.0 %", run.Out);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task An_error_of_dataset_is_one_line_and_the_stack_only_on_demand()
    {
        await using var dataset = await FakeDataset.Start();
        dataset.Instead.Enqueue(Results.Problem("Out of paper."));
        dataset.Instead.Enqueue(Results.Problem("Out of paper."));
        var run = new CommandRun(dataset);

        Assert.Equal(1, await run.Run(["models"]));
        Assert.Equal("Out of paper.", run.Error.Trim());

        Assert.Equal(1, await run.Run(["models", "--verbose"]));
        Assert.Contains("   at ", run.Error);
    }

    [Fact]
    public async Task Json_of_lists_is_what_dataset_said()
    {
        await using var dataset = await FakeDataset.Start();
        dataset.Models.Add(new("prm", "abc", "process", ["negative", "positive"], null, 5, 6, Samples.Noon));
        var run = new CommandRun(dataset);

        Assert.Equal(0, await run.Run(["models", "--json"]));

        var models = JsonSerializer.Deserialize<ModelSummary[]>(run.Out, JsonSerializerOptions.Web)!;
        Assert.Equal("prm", Assert.Single(models).Name);
    }

    [Fact]
    public async Task Status_shows_one_or_lists_all()
    {
        await using var dataset = await FakeDataset.Start();
        var running = Samples.Evaluation(state: "scoring", models: ["prm"]);
        dataset.Evaluations[running.Id] = running;
        var run = new CommandRun(dataset);

        Assert.Equal(0, await run.Run(["status"]));
        Assert.Contains("scoring 45 %", run.Out);
        Assert.Equal(0, await run.Run(["status", running.Id.ToString()[..10]]));
        Assert.Contains("90/200  45 %  1 failed", run.Out);
        Assert.Equal(0, await run.Run(["status", "latest", "--json"]));
        Assert.Equal("scoring", JsonDocument.Parse(run.Out).RootElement.GetProperty("state").GetString());
        Assert.Equal(2, await run.Run(["status", "ffff"]));
    }

    [Fact]
    public async Task Report_writes_files_or_prints()
    {
        await using var dataset = await FakeDataset.Start();
        var done = Samples.Evaluation();
        dataset.Evaluations[done.Id] = done;
        var run = new CommandRun(dataset);
        var folder = Directory.CreateTempSubdirectory();
        var (html, csv) = (Path.Combine(folder.FullName, "r.html"), Path.Combine(folder.FullName, "r.csv"));

        Assert.Equal(0, await run.Run(["report", "latest", "--html", html, "--csv", csv]));
        Assert.Empty(run.Out);
        Assert.Equal("<html>page</html>", File.ReadAllText(html));
        Assert.Equal("strategy,n\n", File.ReadAllText(csv));
        folder.Delete(recursive: true);

        Assert.Equal(0, await run.Run(["report", "latest"]));
        Assert.Contains("majority", run.Out);
    }

    [Fact]
    public async Task Regrade_lists_what_changed_and_where_the_policies_disagree()
    {
        await using var dataset = await FakeDataset.Start();
        var run = new CommandRun(dataset);

        Assert.Equal(0, await run.Run(["regrade", "--pool", "mine", "--policy", "mathematical", "--dry-run"]));

        Assert.Contains("mathematical/1, nothing stored: 90 of 100", run.Out);
        Assert.Contains("22 verdicts changed", run.Out);
        Assert.Contains("p19", run.Out);
        Assert.DoesNotContain("p20", run.Out);
        Assert.Contains("and 2 more", run.Out);
        Assert.Contains("a paragraph of more tha…", run.Out);
        Assert.Equal(2, await run.Run(["regrade", "--pool", "mine", "--policy", "other"]));
    }

    [Fact]
    public async Task Wait_ends_when_dataset_is_healthy_and_not_before()
    {
        await using var dataset = await FakeDataset.Start();
        dataset.Instead.Enqueue(Results.StatusCode(503));
        Assert.Equal(0, await new CommandRun(dataset).Run(["wait"]));
        Assert.Empty(dataset.Instead);

        var run = new CommandRun(null);
        run.Environment["PLATFORM_ENDPOINTS"] = "/not/there.json";
        Assert.Equal(3, await run.Run(["wait", "--timeout", "0.1"]));
    }

    [Fact]
    public async Task What_the_script_does_is_not_done_here()
    {
        var run = new CommandRun(null);

        Assert.Equal(2, await run.Run(["setup"]));

        Assert.Contains("./platform setup", run.Error);
    }
}
