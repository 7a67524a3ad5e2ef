using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Platform.Cli.Evaluations;
using Platform.Contracts;

namespace Platform.UnitTests.Cli;

public sealed class EvaluateTests
{
    private static readonly string[] Evaluate = ["evaluate", "--pool", "mine", "--model", "a", "--model", "b"];

    [Fact]
    public async Task It_submits_watches_and_prints_the_table()
    {
        await using var dataset = await FakeDataset.Start();
        var run = new CommandRun(dataset)
        {
            OnPublish = job => dataset.Evaluations[job.EvaluationId!.Value] = Samples.Evaluation(job.EvaluationId),
        };

        Assert.Equal(0, await run.Run([.. Evaluate, "--samples", "8", "--seed", "3"]));

        var job = Assert.Single(run.Published);
        Assert.Equal(("mine", 8, 3L), (job.Pool, job.Samples, job.Seed));
        Assert.Equal(["a", "b"], job.Models);
        Assert.Contains("prm.product", run.Out);
        Assert.Contains("71.2", run.Out);
        Assert.Contains("--html", run.Out);
    }

    [Fact]
    public async Task Ties_are_broken_without_favour_unless_the_first_counted_is_asked_for()
    {
        await using var dataset = await FakeDataset.Start();
        dataset.Report = Samples.Report() with
        {
            Lineage = Samples.Report().Lineage with { VoteTies = VoteTies.First },
            Coverage = new(1, 1, 0, 0, [], ["1 of 10 problems has fewer than 3 samples."]),
        };
        var run = new CommandRun(dataset)
        {
            OnPublish = job => dataset.Evaluations[job.EvaluationId!.Value] = Samples.Evaluation(job.EvaluationId),
        };

        Assert.Equal(0, await run.Run([.. Evaluate, "--ties", "first"]));
        Assert.Equal(VoteTies.First, Assert.Single(run.Published).Ties);
        Assert.Contains("\"ties\":\"first\"", Encoding.UTF8.GetString(EvaluationQueue.Body(run.Published[0])));
        Assert.Contains("of tied answers the first counted wins", run.Out);
        Assert.Contains("1 of 10 problems has fewer than 3 samples.", run.Out);

        Assert.Equal(0, await run.Run([.. Evaluate, "--new"]));
        Assert.Null(run.Published[^1].Ties);
        Assert.Equal(2, await run.Run([.. Evaluate, "--ties", "last"]));
    }

    [Fact]
    public async Task A_language_model_writes_the_missing_samples()
    {
        await using var dataset = await FakeDataset.Start();
        var run = new CommandRun(dataset)
        {
            OnPublish = job => dataset.Evaluations[job.EvaluationId!.Value] = Samples.Evaluation(job.EvaluationId),
        };

        Assert.Equal(0, await run.Run([.. Evaluate, "--samples", "8", "--language-model", "lm-mine"]));
        Assert.Equal(new Sampling(Model: "lm-mine"), Assert.Single(run.Published).Sampling);

        Assert.Equal(2, await run.Run([.. Evaluate, "--language-model", "lm-mine"]));
        Assert.Contains("give --samples too", run.Error);
    }

    [Fact]
    public async Task Every_sampling_parameter_can_be_set()
    {
        await using var dataset = await FakeDataset.Start();
        var run = new CommandRun(dataset)
        {
            OnPublish = job => dataset.Evaluations[job.EvaluationId!.Value] = Samples.Evaluation(job.EvaluationId),
        };
        string[] options = ["--temperature", "0.7", "--top-p", "0.9", "--min-p", "0.05", "--max-tokens", "256"];

        Assert.Equal(0, await run.Run([.. Evaluate, "--samples", "8", .. options, "--stop", "\n\n", "--stop", "Q:"]));

        var sampling = Assert.Single(run.Published).Sampling!;
        Assert.Equal((0.7, 0.9, 0.05, 256), (sampling.Temperature, sampling.TopP, sampling.MinP, sampling.MaxTokens));
        Assert.Equal(["\n\n", "Q:"], sampling.Stop!);

        Assert.Equal(2, await run.Run([.. Evaluate, "--temperature", "0.7"]));
        Assert.Contains("--temperature is about the solutions that --samples asks for", run.Error);
    }

    [Fact]
    public async Task Json_is_the_whole_report_with_every_digit()
    {
        await using var dataset = await FakeDataset.Start();
        var run = new CommandRun(dataset)
        {
            OnPublish = job => dataset.Evaluations[job.EvaluationId!.Value] = Samples.Evaluation(job.EvaluationId),
        };

        Assert.Equal(0, await run.Run([.. Evaluate, "--json"]));

        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal("mine", json.RootElement.GetProperty("pool").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("differences").GetArrayLength());
        var point = json.RootElement.GetProperty("strategies")[2].GetProperty("curve")[2];
        Assert.Equal(0.7123456789012345, point.GetProperty("accuracy").GetDouble());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 1, "--json")]
    [InlineData(7, 0)]
    [InlineData(7, 0, "--json")]
    public async Task A_model_that_scored_nothing_is_exit_code_1_and_single_failures_are_listed(
        int scored,
        int exitCode,
        params string[] json
    )
    {
        await using var dataset = await FakeDataset.Start();
        var report = Samples.Report();
        var model = new ModelLineage("prm", "v", "process", ["positive"], scored);
        dataset.Report = report with { Lineage = report.Lineage with { Models = [model] } };
        var run = new CommandRun(dataset)
        {
            OnPublish = job => dataset.Evaluations[job.EvaluationId!.Value] = Samples.Evaluation(job.EvaluationId),
        };

        Assert.Equal(exitCode, await run.Run([.. Evaluate, .. json]));

        Assert.Contains("prm.product", run.Out);
        Assert.Contains("3 failed to score by prm", json.Length > 0 ? run.Error : run.Out);
    }

    [Fact]
    public async Task A_rejection_gives_every_reason_and_exit_code_2()
    {
        await using var dataset = await FakeDataset.Start();
        var run = new CommandRun(dataset)
        {
            OnPublish = job =>
                dataset.Evaluations[job.EvaluationId!.Value] = Samples.Evaluation(
                    job.EvaluationId,
                    state: "rejected",
                    reasons: ["pool: there is none", "models: none either"]
                ),
        };

        Assert.Equal(2, await run.Run([.. Evaluate, "--json"]));

        Assert.Empty(run.Out);
        Assert.Contains("- pool: there is none", run.Error);
        Assert.Contains("- models: none either", run.Error);
    }

    [Fact]
    public async Task A_failure_gives_every_reason_and_exit_code_1()
    {
        await using var dataset = await FakeDataset.Start();
        var run = new CommandRun(dataset)
        {
            OnPublish = job =>
                dataset.Evaluations[job.EvaluationId!.Value] = Samples.Evaluation(
                    job.EvaluationId,
                    state: "failed",
                    reasons: ["nothing was scored"]
                ),
        };

        Assert.Equal(1, await run.Run(Evaluate));

        Assert.Contains("- nothing was scored", run.Error);
    }

    [Fact]
    public async Task Repeated_it_watches_the_running_one()
    {
        await using var dataset = await FakeDataset.Start();
        var running = Samples.Evaluation(state: "scoring", models: ["b", "a"]);
        dataset.Evaluations[running.Id] = running;
        dataset.OnAsked = _ => dataset.Evaluations[running.Id] = running with { State = "completed" };
        var run = new CommandRun(dataset);

        Assert.Equal(0, await run.Run(Evaluate));

        Assert.Empty(run.Published);
        Assert.Contains("prm.product", run.Out);
    }

    [Fact]
    public async Task Repeated_after_the_end_it_prints_the_report_at_once()
    {
        await using var dataset = await FakeDataset.Start();
        var done = Samples.Evaluation(models: ["a", "b"]);
        dataset.Evaluations[done.Id] = done;
        var run = new CommandRun(dataset);

        Assert.Equal(0, await run.Run([.. Evaluate, "--json"]));

        Assert.Empty(run.Published);
        Assert.Contains(done.Id.ToString(), run.Error);
        Assert.StartsWith("{", run.Out);
    }

    [Fact]
    public async Task New_submits_all_the_same()
    {
        await using var dataset = await FakeDataset.Start();
        var done = Samples.Evaluation(models: ["a", "b"]);
        dataset.Evaluations[done.Id] = done;
        var run = new CommandRun(dataset);

        Assert.Equal(0, await run.Run([.. Evaluate, "--new", "--detach"]));

        Assert.Equal(run.Published.Single().EvaluationId.ToString(), run.Out.Trim());
    }

    [Fact]
    public async Task An_outage_while_watching_is_noted_and_survived()
    {
        await using var dataset = await FakeDataset.Start();
        var run = new CommandRun(dataset)
        {
            OnPublish = job =>
            {
                foreach (var status in new[] { 503, 500, 404 })
                {
                    dataset.Instead.Enqueue(Results.StatusCode(status));
                }

                dataset.Evaluations[job.EvaluationId!.Value] = Samples.Evaluation(job.EvaluationId);
            },
        };

        Assert.Equal(0, await run.Run(Evaluate));

        Assert.Contains("does not answer at the moment", run.Error);
        Assert.Contains("is back", run.Error);
    }

    [Fact]
    public async Task A_submission_that_nobody_takes_ends_the_watch_and_says_how_to_come_back()
    {
        await using var dataset = await FakeDataset.Start();
        var run = new CommandRun(dataset);
        run.Patience = run.Patience with
        {
            Ask = TimeSpan.FromMilliseconds(50),
            Follow = TimeSpan.FromMilliseconds(300),
        };

        Assert.Equal(3, await run.Run(Evaluate));

        Assert.Contains("Still in the queue", run.Error);
        Assert.Contains($"./platform status {run.Published.Single().EvaluationId}", run.Error);
    }

    [Fact]
    public async Task Interrupted_it_says_that_the_job_goes_on()
    {
        await using var dataset = await FakeDataset.Start();
        using var interrupt = new CancellationTokenSource();
        var run = new CommandRun(dataset) { OnPublish = _ => interrupt.CancelAfter(50), Interrupt = interrupt.Token };

        Assert.Equal(130, await run.Run(Evaluate));

        Assert.Contains("The job continues", run.Error);
    }

    [Fact]
    public async Task A_broker_that_stays_away_is_exit_code_3_and_its_password_stays_secret()
    {
        await using var dataset = await FakeDataset.Start();
        var run = new CommandRun(dataset)
        {
            OnPublish = _ => throw new Platform.Cli.CommandFailed(3, "The broker does not answer."),
        };

        Assert.Equal(3, await run.Run(Evaluate));

        Assert.True(run.Published.Count > 1);
        Assert.DoesNotContain("secret", run.Error);
    }

    [Fact]
    public async Task On_a_terminal_bars_are_drawn_and_the_result_is_plain()
    {
        await using var dataset = await FakeDataset.Start();
        var run = new CommandRun(dataset)
        {
            OnTerminal = true,
            OnPublish = job => dataset.Evaluations[job.EvaluationId!.Value] = Samples.Evaluation(job.EvaluationId),
        };

        Assert.Equal(0, await run.Run([.. Evaluate, "--json"]));

        Assert.Contains("200/200", run.Error);
        using var json = JsonDocument.Parse(run.Out);
    }
}
