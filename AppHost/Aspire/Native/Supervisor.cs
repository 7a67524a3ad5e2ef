namespace Aspire.Hosting.Native;

/// <summary>Keeps one process running: waits for what it needs, starts it, watches it, starts it again when it ends.</summary>
internal sealed class Supervisor(
    INativeProcess process,
    IReadOnlyList<Supervisor> needs,
    ChildLauncher launcher,
    ProcessTable table,
    Output output,
    TimeProvider time
) : IDisposable
{
    /// <summary>Ends this often before it was ever healthy: it is given up where a script waits for it.</summary>
    public const int Attempts = 5;

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _healthy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _run = Task.CompletedTask;

    public string Name => process.Name;

    public IReadOnlyList<Supervisor> Needs => needs;

    /// <summary>Done once it has been healthy for the first time.</summary>
    public Task Healthy => _healthy.Task;

    /// <summary>Ends with <see cref="Stop"/>, or with what makes going on pointless.</summary>
    public Task Start(bool giveUp) => _run = Run(giveUp);

    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();

    private async Task Run(bool giveUp)
    {
        try
        {
            await Task.WhenAll(needs.Select(n => n.Healthy)).WaitAsync(_stop.Token);
            int failures = 0;
            while (true)
            {
                var (code, steady) = await RunOnce();
                failures = steady ? 1 : failures + 1;
                if (giveUp && !Healthy.IsCompleted && failures >= Attempts)
                {
                    throw new DistributedApplicationException(
                        $"{Name} ended {failures} times ({code}) and was never healthy."
                    );
                }
                var delay = BackOff.After(failures);
                output.State($"{Name} ended ({Describe(code)}); starting it again in {delay.TotalSeconds:0.#} s");
                await Task.Delay(delay, time, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Asked to.
        }
    }

    /// <summary>From start to end; steady if it had been healthy for a while.</summary>
    private async Task<(int Code, bool Steady)> RunOnce()
    {
        var command = await process.Prepare(_stop.Token);
        var child = await launcher.Start(command, line => output.Line(Name, line));
        table.Set(Name, new(child.Pid, child.Started, process.Ports));
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var watch = Watch(watching.Token);
        try
        {
            // The watch ends early only when there is nothing to hope for.
            await Task.WhenAny(child.Exited, watch);
            if (!child.Exited.IsCompleted)
            {
                await child.End(process.StopSignal, process.Grace, time);
            }
            await watching.CancelAsync();
            _stop.Token.ThrowIfCancellationRequested();
            return (await child.Exited, await watch > BackOff.Steady);
        }
        finally
        {
            table.Remove(Name);
        }
    }

    /// <summary>Until it is cancelled; how long the process has been healthy then.</summary>
    private async Task<TimeSpan> Watch(CancellationToken end)
    {
        long? since = null;
        try
        {
            while (true)
            {
                bool healthy = await Probe(end);
                if (healthy != since.HasValue)
                {
                    output.State(healthy ? $"{Name} is healthy" : $"{Name} does not answer");
                    since = healthy ? time.GetTimestamp() : null;
                }
                if (healthy)
                {
                    _healthy.TrySetResult();
                }
                await Task.Delay(TimeSpan.FromSeconds(healthy ? 5 : 0.25), time, end);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return since is { } start ? time.GetElapsedTime(start) : TimeSpan.Zero;
        }
    }

    private async Task<bool> Probe(CancellationToken end)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(end);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            return await process.IsHealthy(limit.Token);
        }
        catch (Exception e) when (e is not DistributedApplicationException)
        {
            return false;
        }
    }

    private static string Describe(int code) => code > 128 ? $"signal {code - 128}" : $"exit code {code}";
}
