using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Native;

/// <summary>Runs a model from its first process to its last, in the order it asks for, and stops it in the reverse one.</summary>
internal sealed class NativePlatform(DistributedApplicationBuilder model, TimeProvider time, Output output)
{
    public async Task Run(Action? whenReady, CancellationToken stop)
    {
        using var held = model.Folder.Hold();
        var table = new ProcessTable(model.Folder);
        await table.EndLeftovers(output, time, stop);
        using var http = new HttpClient();
        var plan = new Plan(model, output, http).Processes();
        output.Announce(plan.Select(p => p.Process.Name));
        using var launcher = new ChildLauncher();
        var all = Supervise(plan, launcher, table);
        int limit = model.Configuration.GetValue("StartTimeout", 0);
        var runs = all.ConvertAll(s => s.Start(giveUp: limit > 0));
        try
        {
            var ready = Task.WhenAll(all.Select(s => s.Healthy));
            await WaitUntilReady(ready, runs, all, limit, stop);
            if (ready.IsCompleted)
            {
                output.Plain("Platform is ready: " + string.Join(", ", Addresses()));
                whenReady?.Invoke();
            }
            await await Task.WhenAny([.. runs, Task.Delay(Timeout.Infinite, stop)]);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            output.State("stopping");
        }
        finally
        {
            await StopAll(all);
            all.ForEach(s => s.Dispose());
            table.Remove("apphost");
            output.State("everything has ended");
        }
    }

    private List<Supervisor> Supervise(IReadOnlyList<PlannedProcess> plan, ChildLauncher launcher, ProcessTable table)
    {
        var byName = new Dictionary<string, Supervisor>();
        foreach (var (process, needs) in plan)
        {
            // The model can only refer to what stands above it.
            var above = needs.Select(n => byName[n]).ToList();
            byName[process.Name] = new Supervisor(process, above, launcher, table, output, time);
        }
        return [.. byName.Values];
    }

    private async Task WaitUntilReady(
        Task ready,
        List<Task> runs,
        List<Supervisor> all,
        int limit,
        CancellationToken stop
    )
    {
        var late = Task.Delay(limit > 0 ? TimeSpan.FromSeconds(limit) : Timeout.InfiniteTimeSpan, time, stop);
        var first = await Task.WhenAny([ready, late, .. runs]);
        await first;
        if (first == late)
        {
            string names = string.Join(", ", all.Where(s => !s.Healthy.IsCompleted).Select(s => s.Name));
            throw new DistributedApplicationException($"Not ready after {limit} s: {names}.");
        }
    }

    /// <summary>Each as soon as nothing that needs it runs any more.</summary>
    private static async Task StopAll(List<Supervisor> all)
    {
        var stops = new Dictionary<Supervisor, Task>();
        foreach (var supervisor in Enumerable.Reverse(all))
        {
            var after = all.Where(s => s.Needs.Contains(supervisor)).Select(s => stops[s]).ToList();
            stops[supervisor] = StopAfter(supervisor, after);
        }
        await Task.WhenAll(stops.Values);
    }

    private static async Task StopAfter(Supervisor supervisor, List<Task> after)
    {
        await Task.WhenAll(after);
        await supervisor.Stop();
    }

    private IEnumerable<string> Addresses() =>
        from resource in model.Resources
        from endpoint in resource.Endpoints
        where endpoint.Port is not null
        where endpoint.Scheme == "http"
        select $"{resource.Name}{(endpoint.Name == "http" ? "" : " " + endpoint.Name)} http://localhost:{endpoint.Port}";
}
