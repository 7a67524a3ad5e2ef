using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;

namespace Platform.AppHost.Running;

/// <summary>Without a dashboard, prints the lines of every resource after its name.</summary>
internal sealed class ResourceOutput(
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    Dashboard dashboard,
    Output output
) : BackgroundService
{
    /// <summary>The orchestrator's own messages between a resource's lines.</summary>
    private static readonly string[] Orchestration =
    [
        "[sys] ",
        "Waiting for resource",
        "Finished waiting for resource",
        "No custom certificate authorities",
        "Executing command",
        "Successfully executed command",
    ];

    private readonly ConcurrentDictionary<string, Task> _streams = [];

    /// <summary>Prints the last lines of a resource that ended; the dashboard has the rest.</summary>
    public async Task Tail(string resourceId, string name, int lines, CancellationToken cancellationToken)
    {
        if (!dashboard.Runs)
        {
            return; // printed already
        }
        var last = new Queue<string>();
        await foreach (var batch in logs.GetAllAsync(resourceId).WithCancellation(cancellationToken))
        {
            foreach (var line in batch)
            {
                last.Enqueue(line.Content);
                if (last.Count > lines)
                {
                    last.Dequeue();
                }
            }
        }
        foreach (string line in last)
        {
            output.Line(name, WithoutTime(line));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (dashboard.Runs)
        {
            return;
        }
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            if (change.Resource is ProjectResource or ExecutableResource or ContainerResource)
            {
                _ = _streams.GetOrAdd(change.ResourceId, id => Stream(id, change.Resource.Name, stoppingToken));
            }
        }
    }

    private async Task Stream(string resourceId, string name, CancellationToken cancellationToken)
    {
        await foreach (var batch in logs.WatchAsync(resourceId).WithCancellation(cancellationToken))
        {
            foreach (var line in batch)
            {
                string text = WithoutTime(line.Content);
                if (!Orchestration.Any(o => text.StartsWith(o, StringComparison.Ordinal)))
                {
                    output.Line(name, text);
                }
            }
        }
    }

    /// <summary>Removes the timestamp that the orchestrator puts before each line.</summary>
    private static string WithoutTime(string line) =>
        line.IndexOf(' ') is > 18 and var end && line[end - 1] == 'Z' && char.IsAsciiDigit(line[0])
            ? line[(end + 1)..]
            : line;
}
