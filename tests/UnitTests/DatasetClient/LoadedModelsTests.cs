using Platform.DatasetClient;

namespace Platform.UnitTests.DatasetClient;

public sealed class LoadedModelsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_load_that_ended_in_a_cancellation_is_tried_again()
    {
        var loads = new Queue<Func<Task<MemoryStream>>>(
            [
                // What HttpClient throws when its time is up.
                () => Task.FromException<MemoryStream>(new TaskCanceledException("", new TimeoutException())),
                () => Task.FromResult(new MemoryStream()),
            ]
        );
        using var models = new LoadedModels<MemoryStream>(_ => loads.Dequeue()(), 1);

        await Assert.ThrowsAsync<TaskCanceledException>(() => models.Get("model", Token));

        using var lease = await models.Get("model", Token);
        Assert.NotNull(lease.Model);
    }

    [Fact]
    public async Task A_caller_that_leaves_does_not_end_the_load()
    {
        var loaded = new TaskCompletionSource<MemoryStream>();
        var loads = 0;
        using var models = new LoadedModels<MemoryStream>(
            _ =>
            {
                loads++;
                return loaded.Task;
            },
            1
        );
        using var caller = new CancellationTokenSource();
        var left = models.Get("model", caller.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        var other = models.Get("model", Token);
        loaded.SetResult(new MemoryStream());
        using var lease = await other;
        Assert.Same(await loaded.Task, lease.Model);
        Assert.Equal(1, loads);
    }
}
