namespace Platform.Workbench.Playground;

/// <summary>The last requests of the playground, in memory: they are gone after a restart, and stored nowhere else.</summary>
internal sealed class PlaygroundRuns(IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private const int Most = 50;

    private readonly Lock _lock = new();
    private readonly List<PlaygroundRun> _runs = [];

    /// <summary>Sends a request.</summary>
    public PlaygroundRun Start(string owner, PlaygroundRequest request)
    {
        var run = new PlaygroundRun(
            Guid.CreateVersion7(time.GetUtcNow()),
            owner,
            request,
            lifetime.ApplicationStopping
        );
        lock (_lock)
        {
            _runs.Add(run);
            while (_runs.Count > Most)
            {
                _runs[0].Stop();
                _runs.RemoveAt(0);
            }
        }

        _ = Send(run);
        return run;
    }

    /// <summary>A request of this account; null if there is none, or it is somebody else's.</summary>
    public PlaygroundRun? Find(Guid id, string owner)
    {
        lock (_lock)
        {
            return _runs.Find(run => run.Id == id && run.Owner == owner);
        }
    }

    private async Task Send(PlaygroundRun run)
    {
        await using var scope = scopes.CreateAsyncScope();
        await run.Run(scope.ServiceProvider.GetRequiredService<GatewayClient>());
    }
}
