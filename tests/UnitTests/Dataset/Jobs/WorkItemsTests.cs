using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;

namespace Platform.UnitTests.Dataset.Jobs;

/// <summary>The statements on work items, on a real Postgres.</summary>
public sealed class WorkItemsTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly TestWork Kind = new();

    private DatasetUnderTest dataset = null!;
    private readonly Guid job = Guid.CreateVersion7();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        dataset = await DatasetUnderTest.Start(server, TestKinds.Add);
        await dataset.Execute(
            """
            insert into dataset.jobs (id, kind, state, stage, request, reasons, submitted, announced)
            values (@job, 'test', 'accepted', 'work', '{}', '{}', now(), false)
            """,
            new { job }
        );
    }

    public ValueTask DisposeAsync() => dataset.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task No_more_than_the_window_is_claimed()
    {
        await Items(5);

        Assert.Equal(3, (await Claim()).Count);
        Assert.Empty(await Claim());
        await Finish(await First());
        Assert.Single(await Claim());
    }

    [Fact(Timeout = 60_000)]
    public async Task Items_that_a_worker_holds_do_not_count_for_the_window()
    {
        await Items(4);
        var claimed = await Claim();
        await Run(c => WorkItems.Heartbeat(c, Kind, claimed[0].Id, false, Token));

        Assert.Single(await Claim());
    }

    [Fact(Timeout = 60_000)]
    public async Task What_a_worker_returned_waits_until_a_worker_is_free()
    {
        await Items(1);
        var claimed = Assert.Single(await Claim());
        await Run(c => WorkItems.Release(c, claimed.Id, Token));
        Assert.Empty(await Claim());

        await Run(c => WorkItems.EndDelays(c, "another kind", Token));
        Assert.Empty(await Claim());
        await Run(c => WorkItems.EndDelays(c, Kind.Name, Token));
        Assert.Equal(claimed.Id, Assert.Single(await Claim()).Id);
    }

    [Fact(Timeout = 60_000)]
    public async Task Two_dispatchers_at_once_claim_different_items()
    {
        await Items(3);
        await using var one = await dataset.Source.OpenConnectionAsync(Token);
        await using var two = await dataset.Source.OpenConnectionAsync(Token);
        await using var first = await one.BeginTransactionAsync(Token);
        await using var second = await two.BeginTransactionAsync(Token);

        var claimed = await WorkItems.Claim(one, Kind, Token);
        Assert.Equal(3, claimed.Count);
        Assert.Empty(await WorkItems.Claim(two, Kind, Token));
        await first.RollbackAsync(Token);
        Assert.Equal(
            claimed.Select(c => c.Id).Order(),
            (await WorkItems.Claim(two, Kind, Token)).Select(c => c.Id).Order()
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task An_item_whose_lease_expired_is_pending_and_after_the_last_attempt_failed()
    {
        await Items(1);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.Equal(attempt, Assert.Single(await Claim()).Attempts);
            await Expired();
            var lost = Assert.Single(await Query(c => WorkItems.Expire(c, Kind, 3, Token)));
            Assert.Equal(attempt < 3 ? "pending" : "failed", lost.State);
        }

        Assert.Empty(await Claim());
        Assert.Contains("after 3 attempts", await dataset.Value<string>("select reason from dataset.work_items"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_lease_that_has_not_expired_is_left_alone()
    {
        await Items(1);
        await Claim();

        Assert.Empty(await Query(c => WorkItems.Expire(c, Kind, 1, Token)));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_result_that_comes_twice_or_late_changes_nothing()
    {
        await Items(1);
        await Claim();
        long item = await First();

        await Run(c => WorkItems.Finish(c, Kind, item, new(1, null, 2.5), Token));
        await Run(c => WorkItems.Finish(c, Kind, item, new(0, "other", 9), Token));
        await Run(c => WorkItems.Fail(c, item, ["late"], Token));

        Assert.Equal(
            "done 0  2.5",
            await dataset.Value<string>(
                "select state || ' ' || failed || ' ' || coalesce(reason, '') || ' ' || run_seconds from dataset.work_items"
            )
        );
        Assert.Equal(JobState.Running, await State());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_result_renews_the_leases_of_what_was_published_after_it()
    {
        await Items(2);
        await Claim();
        await dataset.Execute("update dataset.work_items set lease_until = now() + interval '1 s'");

        await Finish(await First());

        Assert.True(
            await dataset.Value<bool>(
                "select lease_until > now() + interval '50 s' from dataset.work_items where state = 'published'"
            )
        );
    }

    [Fact(Timeout = 60_000)]
    public async Task Progress_forgives_attempts_and_a_release_does_not_count()
    {
        await Items(1);
        long item = await First();
        await Claim();
        await Expired();
        await Run(c => WorkItems.Expire(c, Kind, 3, Token));
        await Claim();
        await Run(c => WorkItems.Heartbeat(c, Kind, item, false, Token));
        Assert.Equal((2, JobState.Running), (await Attempts(), await State()));

        await Run(c => WorkItems.Heartbeat(c, Kind, item, true, Token));
        Assert.Equal(1, await Attempts());

        await Run(c => WorkItems.Release(c, item, Token));
        Assert.Equal((0, JobState.Accepted), (await Attempts(), await State()));
        // Not at once: the worker that released it would get it again.
        Assert.Empty(await Claim());
        await dataset.Execute("update dataset.work_items set available_at = now()");
        Assert.Equal(1, Assert.Single(await Claim()).Attempts);
    }

    [Fact(Timeout = 60_000)]
    public async Task Leases_end_without_any_result_is_a_stall_and_renewing_spares_what_a_worker_holds()
    {
        await Items(2);
        var claimed = await Claim();
        await Run(c => WorkItems.Heartbeat(c, Kind, claimed[0].Id, false, Token));
        Assert.False(await Query(c => WorkItems.IsStalled(c, Kind, Token)));
        await Expired();
        Assert.True(await Query(c => WorkItems.IsStalled(c, Kind, Token)));

        await Run(c => WorkItems.Renew(c, Kind, Token));

        Assert.Equal(claimed[0].Id, Assert.Single(await Query(c => WorkItems.Expire(c, Kind, 3, Token))).Id);
    }

    [Fact(Timeout = 60_000)]
    public async Task While_the_dispatcher_is_paused_nothing_is_claimed()
    {
        await Items(1);
        await dataset.Execute("insert into dataset.dispatcher (id, paused, changed) values (1, true, now())");

        Assert.Empty(await Query(c => WorkItems.Publishable(c, Token)));
        Assert.Empty(await Claim());

        await dataset.Execute("update dataset.dispatcher set paused = false");
        Assert.Equal(["work"], await Query(c => WorkItems.Publishable(c, Token)));
    }

    [Fact(Timeout = 60_000)]
    public async Task NUL_in_a_reason_is_replaced()
    {
        await Items(1);

        await Run(async c => await WorkItems.Fail(c, await First(), ["a\0b", "c"], Token));

        Assert.Equal("a\uFFFDb\nc", await dataset.Value<string>("select reason from dataset.work_items"));
    }

    private Task<int> Items(int count) =>
        dataset.Execute(
            "insert into dataset.work_items (job_id, kind, count) select @job, 'work', 1 from generate_series(1, @count)",
            new { job, count }
        );

    private Task<int> Expired() =>
        dataset.Execute("update dataset.work_items set lease_until = now() - interval '1 s' where state = 'published'");

    private Task<long> First() =>
        dataset.Value<long>("select min(id) from dataset.work_items where state in ('pending', 'published')");

    private Task<int> Attempts() => dataset.Value<int>("select attempts from dataset.work_items");

    private Task<string?> State() => dataset.Value<string>("select state from dataset.jobs");

    private Task<List<ClaimedItem>> Claim() => Query(c => WorkItems.Claim(c, Kind, Token));

    private Task Finish(long item) => Run(c => WorkItems.Finish(c, Kind, item, new(1), Token));

    private async Task Run(Func<NpgsqlConnection, Task> statement)
    {
        await using var connection = await dataset.Source.OpenConnectionAsync(Token);
        await statement(connection);
    }

    private async Task<T> Query<T>(Func<NpgsqlConnection, Task<T>> statement)
    {
        await using var connection = await dataset.Source.OpenConnectionAsync(Token);
        return await statement(connection);
    }
}
