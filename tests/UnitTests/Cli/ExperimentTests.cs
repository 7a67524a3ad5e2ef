using Microsoft.AspNetCore.Http;
using Platform.Contracts;
using Platform.Dataset.Experiments;
using Platform.Dataset.Generations;
using Platform.Tests;

namespace Platform.UnitTests.Cli;

public sealed class ExperimentTests : IDisposable
{
    private readonly string _plan = Path.GetTempFileName();

    public void Dispose() => File.Delete(_plan);

    [Fact]
    public async Task An_experiment_makes_its_pools_is_submitted_watched_and_printed()
    {
        Write(
            """
            {
              // One pool for every seed.
              "tests": [{"name": "t-{seed}", "samples": 4, "make": {"family": "chain", "problems": 3, "split": "test"}}],
              "models": ["prm"], "seeds": [5, 6],
            }
            """
        );
        await using var dataset = await FakeDataset.Start();
        var made = new List<(string Pool, int Lines)>();
        dataset.OnImport = (pool, _, body) =>
        {
            int lines = body.Count(b => b == '\n');
            made.Add((pool, lines));
            return Results.Ok(new ImportResult(pool, "pool", lines, lines, 0, 0, 0, 0, []));
        };
        var run = new CommandRun(dataset);
        run.OnSubmit = id => dataset.Experiments[id] = Ended(id);

        Assert.Equal(0, await run.Run(["experiment", "best-of-n", "--plan", _plan]));

        Assert.Equal([("t-5", 3), ("t-6", 3)], made);
        var (queue, body) = Assert.Single(run.Submitted);
        Assert.Equal("experiment-jobs", queue);
        Assert.Equal("best-of-n", body.GetProperty("experiment").GetString());
        Assert.Equal("t-{seed}", body.GetProperty("plan").GetProperty("tests")[0].GetProperty("name").GetString());
        Assert.Contains("PRM", run.Out);
        Assert.Contains("61.5", run.Out);
        Assert.Contains("+12.5", run.Out);
    }

    [Fact]
    public async Task A_dry_run_prints_the_jobs_and_makes_and_submits_nothing()
    {
        Write("""{"tests": [{"name": "t", "make": {"family": "chain", "problems": 3}}], "models": ["prm"]}""");
        await using var dataset = await FakeDataset.Start();
        dataset.OnEstimate = () =>
            Results.Ok(
                new PlanEstimate(
                    [new("evaluate-t-0", "evaluation", Guid.Empty, ["sample-t"])],
                    12,
                    3400,
                    56,
                    7.4,
                    "So.",
                    78_000
                )
            );
        var run = new CommandRun(dataset);

        Assert.Equal(0, await run.Run(["experiment", "best-of-n", "--plan", _plan, "--dry-run"]));

        Assert.Contains("evaluate-t-0", run.Out);
        Assert.Contains("about 3,400 tokens", run.Out);
        Assert.Contains("at most 78,000 tokens", run.Out);
        Assert.Contains("about 7 minutes", run.Out);
        Assert.Empty(run.Submitted);
    }

    [Theory]
    [InlineData("[]", "a plan is a JSON object")]
    [InlineData("{\n\"tests\": oops}", "line 2: no JSON")]
    [InlineData(
        """{"tests":[{"name":"t","make":{"family":"chess","problems":3}}]}""",
        "pool 't': there is no family 'chess'"
    )]
    [InlineData(
        """{"tests":[{"name":"t","make":{"family":"chain","problems":3,"levels":"9"}}]}""",
        "pool 't': levels '9': two numbers from 1 to"
    )]
    [InlineData(
        """{"tests":[{"name":"t","make":{"family":"shop","problems":3,"misconceptions":true}}]}""",
        "misconceptions are for the family chain only"
    )]
    public async Task A_plan_that_cannot_be_followed_is_refused_and_nothing_is_submitted(string plan, string reason)
    {
        Write(plan);
        await using var dataset = await FakeDataset.Start();
        var run = new CommandRun(dataset);

        Assert.Equal(2, await run.Run(["experiment", "best-of-n", "--plan", _plan]));

        Assert.Contains(reason, run.Error);
        Assert.Empty(run.Submitted);
    }

    [Fact]
    public async Task A_repeated_experiment_is_not_run_again()
    {
        Write("""{"tests": [{"name": "t"}], "models": ["prm"]}""");
        await using var dataset = await FakeDataset.Start();
        var id = Guid.Parse("0199a7c2-7c1e-7e3a-9f50-3c8d1a2b4c5d");
        dataset.Experiments[id] = Ended(id) with { Request = new(null, "best-of-n", new([new("t")], Models: ["prm"])) };
        var run = new CommandRun(dataset);

        Assert.Equal(0, await run.Run(["experiment", "best-of-n", "--plan", _plan]));

        Assert.Contains("Done already", run.Error);
        Assert.Empty(run.Submitted);
    }

    [Fact]
    public void Every_shipped_plan_is_read_without_an_error()
    {
        var plans = Directory.GetFiles(Checkout.At("samples/plans"), "*.json").Order().ToList();
        Assert.NotEmpty(plans);
        foreach (var path in plans)
        {
            var name = Path.GetFileNameWithoutExtension(path);
            var errors =
                name == "generations"
                    ? GenerationsRequest.Read(Body($"{{\"plan\":{File.ReadAllText(path)}}}")).Errors
                    : ExperimentRequest
                        .Read(
                            Body(
                                $"{{\"experiment\":\"{Experiments.All.FirstOrDefault(name.StartsWith) ?? Experiments.Supervision}\",\"plan\":{File.ReadAllText(path)}}}"
                            )
                        )
                        .Errors;
            Assert.Empty(errors);
        }

        static byte[] Body(string text) => System.Text.Encoding.UTF8.GetBytes(text);
    }

    private void Write(string plan) => File.WriteAllText(_plan, plan);

    private static ExperimentStatus Ended(Guid id) =>
        new(
            id,
            null,
            "completed",
            false,
            [],
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch,
            [],
            new ExperimentReport(
                id,
                "best-of-n",
                2,
                [
                    new(
                        "PRM",
                        "t",
                        null,
                        null,
                        [new(1, 0.5, 0.4, 0.6, [0.5], null), new(2, 0.615, 0.5, 0.7, [0.615], null)]
                    ),
                ],
                [new("PRM", "majority", "t", null, 2, 0.125, 0.05, 0.2, [0.125])],
                [],
                [],
                [],
                [id],
                1000
            )
        );
}
