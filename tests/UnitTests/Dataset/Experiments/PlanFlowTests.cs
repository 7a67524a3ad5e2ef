using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Dataset.Evaluations;
using Platform.Dataset.Experiments;
using Platform.Dataset.Generations;
using Platform.Dataset.Jobs;
using Platform.Dataset.Labellings;
using Platform.Dataset.Models;
using Platform.Dataset.Plans;
using Platform.Dataset.Selections;
using Platform.Dataset.Settings;
using Platform.Dataset.Trainings;

namespace Platform.UnitTests.Dataset.Experiments;

/// <summary>Plans from submission to end on a real Postgres; the test is every worker.</summary>
public sealed class PlanFlowTests(PostgresServer server) : IAsyncLifetime
{
    private const string Comparison = """
        {"experiment":"best-of-n","plan":{"models":["m"],"tests":[{"name":"p"},{"name":"q"}],"seeds":[1]}}
        """;

    private readonly string _files = Directory.CreateTempSubdirectory("plans-").FullName;
    private DatasetUnderTest _dataset = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ExperimentViews Views => _dataset.Services.GetRequiredService<ExperimentViews>();

    public async ValueTask InitializeAsync()
    {
        var store = new FileStore(Options.Create(new DatasetOptions { FilesPath = _files }));
        _dataset = await DatasetUnderTest.Start(
            server,
            services =>
                services
                    .AddSingleton(store)
                    .AddScoped<ModelRegistry>()
                    .AddSingleton<PlanEstimates>()
                    .AddEvaluations()
                    .AddTrainings()
                    .AddSelections()
                    .AddLabellings()
                    .AddExperiments()
                    .AddGenerations()
        );
        await _dataset.Execute(
            """
            insert into dataset.pools (id, name, format, revision, created)
            values (1, 'p', 'pool', 0, now()), (2, 'q', 'pool', 0, now());
            insert into dataset.problems (id, pool_id, key, ordinal, statement, truth)
            values (1, 1, 'a', 0, 'What is 1 + 1?', '2'), (2, 2, 'b', 0, 'And 2?', '4');
            insert into dataset.models (id, name, version, kind, classes, registered) values
                (1, 'm', '0123456789abcdef', 'process', '{negative,positive}', now());
            insert into dataset.solutions (id, problem_id, sample, steps, finished, answer, answer_key, correct, grader) values
                (1, 1, 0, '{a}', true, '3', '3', false, 'g/1'), (2, 2, 0, '{a}', true, '4', '4', true, 'g/1');
            """
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _dataset.DisposeAsync();
        Directory.Delete(_files, recursive: true);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_estimate_counts_the_tokens_of_rollouts_and_gives_no_time_where_nothing_limits_them()
    {
        await _dataset.Execute(
            """
            insert into dataset.jobs (id, kind, state, request, reasons, submitted, paused, announced)
            values ('e0000000-0000-0000-0000-000000000001', 'evaluation', 'completed', '{}', '{}', now(), false, true);
            insert into dataset.work_items (job_id, kind, state, count, failed, attempts, run_seconds, closed)
            values ('e0000000-0000-0000-0000-000000000001', 'generate', 'done', 20, 0, 1, 10, now());
            """
        );
        var estimates = _dataset.Services.GetRequiredService<PlanEstimates>();
        PlannedJob Labelling(JobCost cost) =>
            new(Guid.Empty, "label", JobKinds.Labelling, new SubmitLabelling(null, "rollouts:lm"), [], cost);

        // 100 tokens are a solution, of which two are written each second.
        var limited = await estimates.Of([Labelling(new(0, 0, 0, Sampled: 24_000))], characters: 300, Token);
        Assert.Equal((24_000, 2.0), (limited.RolloutTokens, Math.Round(limited.Minutes!.Value, 9)));
        var unlimited = await estimates.Of([Labelling(new(0, 0, 0, Unlimited: true))], characters: 300, Token);
        Assert.Equal((null, null), (unlimited.RolloutTokens, unlimited.Minutes));
        Assert.Contains("no token budget", unlimited.Basis);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_experiment_starts_its_jobs_once_summarises_them_and_keeps_the_first_report()
    {
        var id = Assert.IsType<ExperimentAccepted>(await _dataset.Submit<ExperimentKind>(Comparison)).ExperimentId;
        await _dataset.Move();
        await _dataset.Dispatcher().Tick(Token);

        var started = (await Views.List(id, Token))[0];
        Assert.Equal(("running", 2), (started.State, started.Jobs.Count));
        Assert.All(started.Jobs, j => Assert.Equal("accepted", j.State));
        Assert.Equal(
            2,
            await _dataset.Value<long>("select count(*) from dataset.jobs where parent_id = @id", new { id })
        );

        await Finish(started.Jobs.Select(j => j.Id));
        Assert.Equal("summarise", await Stage(id));
        var arms = (await Views.Arms(id, Token))!;
        Assert.Equal(started.Jobs.Select(j => j.Id), arms.Runs.Select(r => r.Evaluation).Distinct());
        Assert.True(await Views.Put(id, Report(id, "first"), Token));
        Assert.True(await Views.Put(id, Report(id, "second"), Token));
        await Close(id);

        var ended = (await Views.List(id, Token))[0];
        Assert.Equal(("completed", "first"), (ended.State, ended.Report!.Name));
        Assert.True(await _dataset.Harness.Published.Any<ExperimentCompleted>(Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_paused_experiment_starts_nothing_until_it_is_resumed()
    {
        var id = Assert.IsType<ExperimentAccepted>(await _dataset.Submit<ExperimentKind>(Comparison)).ExperimentId;
        var pause = _dataset.Services.GetRequiredService<JobPause>();
        await pause.Set(id, true, Token);
        await _dataset.Move();
        var paused = (await Views.List(id, Token))[0];
        Assert.True(paused.Paused);
        Assert.All(paused.Jobs, j => Assert.Null(j.State));

        await pause.Set(id, false, Token);
        await _dataset.Move();
        Assert.All((await Views.List(id, Token))[0].Jobs, j => Assert.Equal("accepted", j.State));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_paused_experiment_can_be_cancelled_with_its_jobs()
    {
        var id = Assert.IsType<ExperimentAccepted>(await _dataset.Submit<ExperimentKind>(Comparison)).ExperimentId;
        await _dataset.Move();
        await _dataset.Services.GetRequiredService<JobPause>().Set(id, true, Token);
        await using (var connection = await _dataset.Source.OpenConnectionAsync(Token))
        {
            await JobRecords.Cancel(connection, id, Token);
        }

        await _dataset.Move();

        var ended = (await Views.List(id, Token))[0];
        Assert.Equal("cancelled", ended.State);
        Assert.All(ended.Jobs, j => Assert.Equal("cancelled", j.State));
    }

    [Fact(Timeout = 120_000)]
    public async Task An_experiment_fails_with_the_reasons_of_the_job_that_failed_after_the_others_have_ended()
    {
        var id = Assert.IsType<ExperimentAccepted>(await _dataset.Submit<ExperimentKind>(Comparison)).ExperimentId;
        await _dataset.Move();
        var jobs = (await Views.List(id, Token))[0].Jobs;
        await _dataset.Execute(
            "update dataset.work_items set state = 'failed', failed = count, reason = 'no such thing' where job_id = @id",
            new { id = jobs[0].Id }
        );
        await _dataset.Execute("update dataset.jobs set stage = 'select' where id = @id", new { id = jobs[0].Id });
        await _dataset.Move();
        Assert.Equal("running", (await Views.List(id, Token))[0].State);

        await Finish([jobs[1].Id]);

        var ended = (await Views.List(id, Token))[0];
        Assert.Equal("failed", ended.State);
        Assert.Contains(jobs[0].Name, Assert.Single(ended.Reasons));
        Assert.Contains("no such thing", ended.Reasons[0]);
        Assert.True(await _dataset.Harness.Published.Any<ExperimentFailed>(Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task Whatever_is_impossible_is_stored_with_every_reason()
    {
        var rejected = Assert.IsType<ExperimentRejected>(
            await _dataset.Submit<ExperimentKind>(
                """{"experiment":"difficulty","plan":{"models":["x"],"tests":[{"name":"y"}]}}"""
            )
        );

        Assert.Equal(2, rejected.Reasons.Count);
        Assert.Equal("rejected", (await Views.List(rejected.ExperimentId, Token))[0].State);
        var generations = Assert.IsType<GenerationsRejected>(
            await _dataset.Submit<GenerationsKind>(
                """
                {"plan":{"name":"a b","generations":0,"pool":{"name":"p"},"test":{"name":"p"},"selector":"m","fresh":true}}
                """
            )
        );
        foreach (var field in (string[])["plan.name", "plan.generations", "plan.perProblem", "plan.fresh"])
        {
            Assert.Contains(generations.Reasons, r => r.StartsWith(field, StringComparison.Ordinal));
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Generations_select_label_and_train_one_after_the_other()
    {
        var accepted = Assert.IsType<GenerationsAccepted>(
            await _dataset.Submit<GenerationsKind>(
                """
                {"plan":{"name":"prm","generations":2,"pool":{"name":"p"},"test":{"name":"q"},"selector":"m","total":1,"retrain":true}}
                """
            )
        );
        await _dataset.Move();

        var views = _dataset.Services.GetRequiredService<GenerationsViews>();
        var status = (await views.List(accepted.GenerationsId, Token))[0];
        Assert.Equal(
            [
                "label-test",
                "evaluate-0",
                "select-1",
                "label-1",
                "train-1",
                "evaluate-1",
                "select-2",
                "label-2",
                "train-2",
                "evaluate-2",
            ],
            status.Jobs.Select(j => j.Name)
        );
        Assert.Equal(["label-test"], status.Jobs.Where(j => j.State is not null).Select(j => j.Name));
        Assert.Contains("train-1", status.Jobs.Single(j => j.Name == "select-2").Needs);
        Assert.Equal([0, 1, 2], status.Generations.Select(g => g.Number));
        var second = await _dataset.Value<string>(
            "select body #>> '{models,0}' from dataset.planned_jobs where job_id = @id and name = 'select-2'",
            new { id = accepted.GenerationsId }
        );
        Assert.StartsWith("prm-g1-", second);
        Assert.Equal(
            2,
            await _dataset.Value<int>(
                "select jsonb_array_length(body -> 'selections') from dataset.planned_jobs where job_id = @id and name = 'train-2'",
                new { id = accepted.GenerationsId }
            )
        );
    }

    /// <summary>Lets evaluations complete: their items are done, and a report is stored.</summary>
    private async Task Finish(IEnumerable<Guid> evaluations)
    {
        foreach (var id in evaluations)
        {
            await _dataset.Execute("update dataset.work_items set state = 'done' where job_id = @id", new { id });
            await _dataset.Move();
            await _dataset.Execute(
                """
                insert into dataset.reports (job_id, json) values (@id, @json);
                update dataset.work_items set state = 'done' where job_id = @id
                """,
                new { id, json = Empty(id) }
            );
            await _dataset.Move();
        }
    }

    private async Task Close(Guid id)
    {
        await _dataset.Execute("update dataset.work_items set state = 'done' where job_id = @id", new { id });
        await _dataset.Move();
    }

    private Task<string?> Stage(Guid id) =>
        _dataset.Value<string>("select stage from dataset.jobs where id = @id", new { id });

    private static ExperimentReport Report(Guid id, string name) => new(id, name, 1, [], [], [], [], [], [], 40);

    private static string Empty(Guid id) =>
        System.Text.Json.JsonSerializer.Serialize(
            new EvaluationReport(
                id,
                "p",
                1,
                1,
                1,
                [],
                [],
                [],
                [],
                new ReportLineage([], new Dictionary<string, int>(), 0, 0, 40, "")
            ),
            System.Text.Json.JsonSerializerOptions.Web
        );
}
