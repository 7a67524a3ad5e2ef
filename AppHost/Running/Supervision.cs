using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Platform.AppHost.Servers;

namespace Platform.AppHost.Running;

/// <summary>
/// Keeps everything running: reports resources that become healthy and resources that end, and restarts those that ended by
/// themselves. What a user or the AppHost stops stays stopped: such a resource passes through the state Stopping.
/// </summary>
internal sealed class Supervision(
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceCommandService commands,
    IConfiguration configuration,
    ProcessTable table,
    ResourceOutput lines,
    Failure failure,
    Output output,
    TimeProvider time
) : BackgroundService, IHostedLifecycleService
{
    /// <summary>
    /// Failures after which a resource that was never healthy is given up, if a script waits for the start.
    /// </summary>
    private const int Attempts = 5;

    /// <summary>Log lines that are printed when a resource ends by itself.</summary>
    private const int LastLines = 15;

    private readonly ConcurrentDictionary<string, Watched> _watched = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly bool _giveUp = configuration.GetValue("StartTimeout", 0) > 0;

    /// <summary>Completes when every resource that starts by itself has been healthy.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Resources that have not been healthy yet.</summary>
    public IEnumerable<string> Late =>
        Required.Where(r => !_watched.TryGetValue(r.Name, out var watched) || !watched.WasHealthy).Select(r => r.Name);

    /// <summary>The last lines of the log of every resource that has not been healthy yet.</summary>
    public async Task<IEnumerable<string>> LateLogs(CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (string name in Late)
        {
            if (_watched.TryGetValue(name, out var watched))
            {
                var log = LastWords.Of(await lines.Log(watched.ResourceId, cancellationToken), LastLines);
                found.AddRange(log.Select(line => $"{name}: {line}"));
            }
        }
        return found;
    }

    /// <summary>Resources that start by themselves.</summary>
    public IEnumerable<IResource> Required =>
        model.Resources.Where(IsProcess).Where(r => !r.Annotations.OfType<ExplicitStartupAnnotation>().Any());

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        output.State("stopping");
        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        output.State("everything has ended");
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            if (IsProcess(change.Resource))
            {
                var watched = _watched.GetOrAdd(change.Resource.Name, _ => new() { ResourceId = change.ResourceId });
                watched.ResourceId = change.ResourceId;
                Observe(change, watched, stoppingToken);
            }
        }
    }

    private static bool IsProcess(IResource resource) =>
        resource is ProjectResource or ExecutableResource or ContainerResource;

    private void Observe(ResourceEvent change, Watched watched, CancellationToken stoppingToken)
    {
        string name = change.Resource.Name;
        string? state = change.Snapshot.State?.Text;
        watched.Stopping |= state == KnownResourceStates.Stopping;
        if (state == KnownResourceStates.Running)
        {
            watched.Ended = watched.Stopping = false;
            bool healthy =
                change.Snapshot.HealthStatus == Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy;
            if (ProcessOf(change) is { } pid && (pid != watched.Pid || healthy != watched.Healthy))
            {
                watched.Pid = pid;
                table.Set(name, ServerProcess(change.Resource) ?? pid, Ports(change.Resource));
            }
            if (healthy != watched.Healthy)
            {
                watched.Healthy = healthy;
                watched.Since = time.GetTimestamp();
                output.State(healthy ? $"{name} is healthy" : $"{name} does not answer");
                watched.WasHealthy |= healthy;
                if (!Late.Any())
                {
                    _ready.TrySetResult();
                }
            }
        }
        else if (!KnownResourceStates.TerminalStates.Contains(state))
        {
            // A new attempt, which may fail before it ever runs.
            watched.Ended = false;
        }
        else if (!watched.Ended)
        {
            watched.Ended = true;
            table.Remove(name);
            bool steady = watched.Healthy && time.GetElapsedTime(watched.Since) > BackOff.Steady;
            watched.Healthy = false;
            watched.Pid = 0;
            if (!watched.Stopping && !stoppingToken.IsCancellationRequested)
            {
                watched.Failures = steady ? 1 : watched.Failures + 1;
                _ = StartAgain(change, watched, stoppingToken);
            }
            else if (!stoppingToken.IsCancellationRequested)
            {
                watched.Failures = 0;
                output.State($"{name} has stopped");
            }
        }
    }

    private async Task StartAgain(ResourceEvent change, Watched watched, CancellationToken stoppingToken)
    {
        string name = change.Resource.Name;
        string end = Describe(change.Snapshot);
        string? reason = await lines.Tail(change.ResourceId, name, LastLines, stoppingToken);
        if (change.Snapshot.ExitCode == LastWords.WrongSettings && !watched.WasHealthy)
        {
            failure.End($"{name} cannot start: {reason ?? end}");
            return;
        }
        end = reason is null ? end : $"{end}: {reason}";
        if (_giveUp && !watched.WasHealthy && watched.Failures >= Attempts)
        {
            failure.End($"{name} ended {watched.Failures} times ({end}) and was never healthy.");
            return;
        }
        var delay = BackOff.After(watched.Failures);
        output.State($"{name} ended ({end}); starting it again in {delay.TotalSeconds:0.#} s");
        await Task.Delay(delay, time, stoppingToken);
        var result = await commands.ExecuteCommandAsync(
            change.ResourceId,
            KnownResourceCommands.StartCommand,
            stoppingToken
        );
        if (!result.Success && !stoppingToken.IsCancellationRequested)
        {
            output.State($"{name} was not started: {result.Message}");
        }
    }

    private static string Describe(CustomResourceSnapshot snapshot) =>
        snapshot.ExitCode switch
        {
            null => snapshot.State?.Text ?? "unknown",
            < 0 => "by a signal",
            > 128 and var code => $"signal {code - 128}",
            var code => $"exit code {code}",
        };

    private static int? ProcessOf(ResourceEvent change) =>
        change.Snapshot.Properties.FirstOrDefault(p => p.Name == "executable.pid")?.Value is { } value
        && int.TryParse(value.ToString(), out int pid)
            ? pid
            : null;

    /// <summary>Native servers run below a shell; the process that matters is the server's own.</summary>
    private static int? ServerProcess(IResource resource) => (resource as NativeServerResource)?.ServerProcess();

    private static Dictionary<string, int> Ports(IResource resource) =>
        resource
            .Annotations.OfType<EndpointAnnotation>()
            .Where(e => e.AllocatedEndpoint is not null)
            .ToDictionary(e => e.Name, e => e.AllocatedEndpoint!.Port);

    private sealed class Watched
    {
        public required string ResourceId { get; set; }
        public int Pid { get; set; }
        public bool Healthy { get; set; }
        public bool WasHealthy { get; set; }
        public long Since { get; set; }
        public bool Stopping { get; set; }
        public bool Ended { get; set; }
        public int Failures { get; set; }
    }
}
