using Microsoft.Extensions.Options;
using Platform.Generator;

namespace Platform.UnitTests.Generator;

public sealed class InteractiveRequestsTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public void A_cancelled_request_ends_and_one_that_is_still_in_the_queue_does_not_begin()
    {
        var requests = new InteractiveRequests();
        var (running, queued, other) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        using var begun = requests.Begin(running, Token);
        using var untouched = requests.Begin(other, Token);

        requests.Cancel(running);
        requests.Cancel(queued);

        Assert.True(begun!.Token.IsCancellationRequested);
        Assert.False(untouched!.Token.IsCancellationRequested);
        Assert.Null(requests.Begin(queued, Token));
    }

    [Fact(Timeout = 30_000)]
    public async Task Requests_that_wait_go_before_those_of_jobs_which_keep_their_share()
    {
        var limit = new RequestLimit(
            Options.Create(new GeneratorOptions { MaxConcurrency = 1, InteractiveShare = 0.5 })
        );
        var first = new TaskCompletionSource();
        var order = new List<string>();
        var running = limit.Run(() => Wait(first.Task), interactive: false, Token);
        var waiting = new List<Task>();
        foreach (var name in (string[])["job 1", "job 2", "request 1", "request 2", "request 3"])
        {
            waiting.Add(limit.Run(() => Note(name), name.StartsWith('r'), Token));
        }

        first.SetResult();
        await Task.WhenAll(waiting.Append(running));

        Assert.Equal(["request 1", "job 1", "request 2", "job 2", "request 3"], order);

        async Task<int> Wait(Task until)
        {
            await until;
            return 0;
        }

        Task<int> Note(string name)
        {
            order.Add(name);
            return Task.FromResult(0);
        }
    }

    [Fact(Timeout = 30_000)]
    public async Task Who_gives_up_waiting_takes_no_place()
    {
        var limit = new RequestLimit(Options.Create(new GeneratorOptions { MaxConcurrency = 1 }));
        var first = new TaskCompletionSource<int>();
        var running = limit.Run(() => first.Task, interactive: true, Token);
        using var impatient = new CancellationTokenSource();
        var given = limit.Run(() => Task.FromResult(1), interactive: true, impatient.Token);
        var patient = limit.Run(() => Task.FromResult(2), interactive: true, Token);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        first.SetResult(0);

        Assert.Equal(2, await patient);
        await running;
    }
}
