using System.Text.Json;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Storage;
using Platform.ServiceDefaults;

namespace Platform.UnitTests.Dataset.Jobs;

/// <summary>Jobs of jobs, cancellation and events, on a real Postgres.</summary>
public sealed class JobGraphTests(PostgresServer server) : IAsyncLifetime
{
    private DatasetUnderTest dataset = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => dataset = await DatasetUnderTest.Start(server, TestKinds.Add);

    public ValueTask DisposeAsync() => dataset.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task A_job_waits_for_the_jobs_that_its_stage_started()
    {
        var parent = await Submit(new(Children: [1, 2]));
        await dataset.Move();

        var status = await Status(parent);
        Assert.Equal((JobState.Accepted, TestKind.Waiting), (status.State, status.Stage));
        Assert.Equal(2, status.Children.Count);
        foreach (var child in status.Children)
        {
            Assert.Equal(parent, (await Status(child)).Parent);
        }

        await FinishItems(status.Children[0]);
        await dataset.Move();
        Assert.Equal(JobState.Completed, (await Status(status.Children[0])).State);
        Assert.Equal(JobState.Accepted, (await Status(parent)).State);

        await FinishItems(status.Children[1]);
        await dataset.Move();
        Assert.Equal(JobState.Completed, (await Status(parent)).State);
        Assert.Equal(3, (await Ended()).Count(e => e.State == JobState.Completed));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_job_starts_the_next_one_and_ends_without_waiting_for_it()
    {
        var first = await Submit(new(Then: 1));
        await dataset.Move();

        var status = await Status(first);
        Assert.Equal(JobState.Completed, status.State);
        var next = await Status(Assert.Single(status.Children));
        Assert.Equal((JobState.Accepted, first), (next.State, next.Parent));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_child_that_is_rejected_has_ended_and_its_event_is_published()
    {
        var parent = await Submit(new(Children: [-1]));
        await dataset.Move();

        var child = Assert.Single((await Status(parent)).Children);
        Assert.Equal(JobState.Rejected, (await Status(child)).State);
        Assert.Equal(["refused"], (await Status(child)).Reasons);
        Assert.Equal(
            child,
            (await dataset.Harness.Published.SelectAsync<TestRejected>(Token).First()).Context.Message.Job
        );
        Assert.Equal(JobState.Completed, (await Status(parent)).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task Cancelling_a_job_cancels_its_children_and_their_items()
    {
        var parent = await Submit(new(Children: [1, 1]));
        await dataset.Move();

        await Cancel(parent);

        var status = await Status(parent);
        Assert.Equal(JobState.Cancelled, status.State);
        foreach (var child in status.Children)
        {
            Assert.Equal(JobState.Cancelled, (await Status(child)).State);
        }

        Assert.Equal(["cancelled"], await dataset.Values<string>("select distinct state from dataset.work_items"));
        await dataset.Move();
        Assert.Equal(3, (await Ended()).Count(e => e.State == JobState.Cancelled));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_job_that_enters_a_stage_while_it_is_cancelled_is_cancelled_with_that_stages_items_and_jobs()
    {
        var job = await Submit(new(Items: 1));
        await using var dispatcher = await dataset.Source.OpenConnectionAsync(Token);
        await using var stage = await dispatcher.BeginTransactionAsync(Token);
        Assert.Single(await JobRecords.Due(dispatcher, Token));
        await dispatcher.Execute(
            """
            insert into dataset.work_items (job_id, kind, count) values (@job, 'work', 1);
            insert into dataset.jobs (id, kind, state, request, reasons, submitted, parent_id, announced)
            values (gen_random_uuid(), 'test', 'accepted', '{}', '{}', now(), @job, false);
            """,
            new { job },
            Token
        );

        var cancelling = Cancel(job);
        while (
            !await dataset.Value<bool>(
                "select exists (select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database())"
            )
        )
        {
            await Task.Delay(20, Token);
        }

        await stage.CommitAsync(Token);
        await cancelling;

        Assert.Equal(["cancelled"], await dataset.Values<string>("select distinct state from dataset.jobs"));
        Assert.Equal(["cancelled"], await dataset.Values<string>("select distinct state from dataset.work_items"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_job_whose_worker_holds_an_item_is_cancelled_when_the_worker_lets_go()
    {
        var job = await Submit(new(Items: 1));
        await dataset.Move();
        long item = await Item();
        await Statement((c, kind) => WorkItems.Heartbeat(c, kind, item, false, Token));

        await Cancel(job);
        Assert.Equal(JobState.Cancelling, (await Status(job)).State);
        await dataset.Move();
        Assert.Equal(JobState.Cancelling, (await Status(job)).State);

        await Statement((c, _) => WorkItems.Release(c, item, Token));
        await dataset.Move();
        Assert.Equal(JobState.Cancelled, (await Status(job)).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_job_whose_cancelled_worker_is_lost_ends_when_its_lease_does()
    {
        var job = await Submit(new(Items: 1));
        await dataset.Move();
        long item = await Item();
        await Statement((c, kind) => WorkItems.Heartbeat(c, kind, item, false, Token));
        await Cancel(job);

        await dataset.Execute("update dataset.work_items set lease_until = now() - interval '1 s'");
        await Statement((c, kind) => WorkItems.Expire(c, kind, 3, Token));
        await dataset.Move();

        Assert.Equal(JobState.Cancelled, (await Status(job)).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_same_submission_again_gets_the_same_answer_and_another_with_its_id_is_refused()
    {
        var id = Guid.CreateVersion7();

        Assert.IsType<TestAccepted>(await dataset.Submit<TestKind>(Body(new(id, Items: 1))));
        Assert.IsType<TestAccepted>(await dataset.Submit<TestKind>(Body(new(id, Items: 1))));
        var other = Assert.IsType<TestRejected>(await dataset.Submit<TestKind>(Body(new(id, Items: 2))));
        Assert.Contains("belongs to another submission", Assert.Single(other.Reasons));

        var refused = Guid.CreateVersion7();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(
                ["refused"],
                Assert.IsType<TestRejected>(await dataset.Submit<TestKind>(Body(new(refused, Refused: true)))).Reasons
            );
        }

        await dataset.Move();
        // The answer to the submission was the event about it.
        Assert.Empty(await Ended());
    }

    [Fact(Timeout = 60_000)]
    public async Task An_event_that_was_not_published_is_published_after_a_restart()
    {
        var job = await Submit(new());
        await dataset.Execute(
            "update dataset.jobs set state = 'failed', ended = now(), reasons = '{broken}' where id = @job",
            new { job }
        );

        await dataset.Dispatcher().Tick(Token);
        await dataset.Dispatcher().Tick(Token);

        Assert.Equal("broken", Assert.Single(Assert.Single(await Ended()).Reasons));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_command_that_throws_fails_its_item_with_the_reason()
    {
        await using var dataset = await DatasetUnderTest.Start(
            server,
            TestKinds.Add,
            bus => bus.AddConsumer<ThrowingWorker>()
        );
        var job = Assert.IsType<TestAccepted>(await dataset.Submit<TestKind>(Body(new(Items: 1)))).Job;
        await dataset.Move();

        string? state = null;
        while (state != JobState.Failed)
        {
            await Task.Delay(20, Token);
            await dataset.Move();
            state = await dataset.Value<string>("select state from dataset.jobs where id = @job", new { job });
        }

        Assert.Equal(
            "{\"work: out of memory\"}",
            await dataset.Value<string>("select reasons::text from dataset.jobs where id = @job", new { job })
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task A_command_whose_consumer_lost_the_database_is_published_again()
    {
        await using var dataset = await DatasetUnderTest.Start(
            server,
            TestKinds.Add,
            bus => bus.AddConsumer<WorkerWithoutDatabase>()
        );
        await dataset.Submit<TestKind>(Body(new(Items: 1)));
        await dataset.Move();

        while (await dataset.Value<string>("select state from dataset.work_items") != "pending")
        {
            await Task.Delay(20, Token);
        }

        Assert.Equal(0, await dataset.Value<int>("select attempts from dataset.work_items"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_worker_fails_or_releases_the_item_that_its_headers_name()
    {
        var job = await Submit(new(Items: 2));
        await dataset.Move();
        var published = await dataset.Harness.Published.SelectAsync<Work>(Token).First();
        var (item, other) = (await Item(), await dataset.Value<long>("select max(id) from dataset.work_items"));
        Assert.Equal((item, job), (published.Context.Headers.WorkItem(), published.Context.Headers.Job()));

        await dataset.Harness.Bus.Publish(new WorkFailed(["no memory", "no disk"]), c => c.SetWork(item, job), Token);
        await dataset.Harness.Bus.Publish(new WorkReleased("busy"), c => c.SetWork(other, job), Token);

        while (await dataset.Value<long>("select count(*) from dataset.work_items where state = 'published'") > 0)
        {
            await Task.Delay(20, Token);
        }

        Assert.Equal(
            [$"{item} failed no memory\nno disk", $"{other} pending "],
            await dataset.Values<string>(
                "select id || ' ' || state || ' ' || coalesce(reason, '') from dataset.work_items order by id"
            )
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task A_submission_without_an_id_that_is_delivered_twice_is_one_job_under_the_messages_id()
    {
        var message = Guid.NewGuid();

        foreach (var _ in (int[])[1, 2])
        {
            Assert.Equal(message, await Accepted(new(Items: 1), message));
        }

        var other = await Accepted(new(Items: 2), message);
        Assert.NotEqual(message, other);
        var own = Guid.NewGuid();
        Assert.Equal(own, await Accepted(new(own, Items: 1), Guid.NewGuid()));
        Assert.NotEqual(await Accepted(new(Items: 1), null), await Accepted(new(Items: 1), null));
        Assert.Equal(5, await dataset.Value<long>("select count(*) from dataset.jobs"));

        async Task<Guid> Accepted(TestRequest request, Guid? id) =>
            Assert.IsType<TestAccepted>(await dataset.Submit<TestKind>(Body(request), id)).Job;
    }

    private static string Body(TestRequest request) => JsonSerializer.Serialize(request, JsonSerializerOptions.Web);

    private async Task<Guid> Submit(TestRequest request) =>
        Assert.IsType<TestAccepted>(await dataset.Submit<TestKind>(Body(request))).Job;

    private async Task<JobStatus> Status(Guid id) =>
        (await dataset.Services.GetRequiredService<JobViews>().List(id, null, Token)).Single();

    private async Task<List<TestEnded>> Ended()
    {
        List<TestEnded> ended = [];
        await foreach (var message in dataset.Harness.Published.SelectAsync<TestEnded>(new CancellationToken(true)))
        {
            ended.Add(message.Context.Message);
        }

        return ended;
    }

    private Task<long> Item() => dataset.Value<long>("select min(id) from dataset.work_items");

    private async Task FinishItems(Guid job)
    {
        foreach (
            long item in await dataset.Values<long>(
                "select id from dataset.work_items where job_id = @job",
                new { job }
            )
        )
        {
            await Statement((c, kind) => WorkItems.Finish(c, kind, item, new(1), Token));
        }
    }

    private async Task Cancel(Guid job) => await Statement((c, _) => JobRecords.Cancel(c, job, Token));

    private async Task Statement(Func<Npgsql.NpgsqlConnection, WorkKind, Task> statement)
    {
        await using var connection = await dataset.Source.OpenConnectionAsync(Token);
        await statement(connection, new TestWork());
    }

    private sealed class WorkerWithoutDatabase : IConsumer<Work>
    {
        public Task Consume(ConsumeContext<Work> context) => throw new Npgsql.NpgsqlException("connection refused");
    }

    private sealed class ThrowingWorker : IConsumer<Work>
    {
        public Task Consume(ConsumeContext<Work> context) => throw new InvalidOperationException("out of memory");
    }
}
