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
    /// <returns>The reason for the end; null if the log names none.</returns>
    public async Task<string?> Tail(string resourceId, string name, int lines, CancellationToken cancellationToken)
    {
        // Earlier ends are in the log, too; only the last lines are about this one.
        var last = LastWords.Of(await Log(resourceId, cancellationToken), lines);
        // Without a dashboard they are printed already.
        foreach (string line in dashboard.Runs ? last : [])
        {
            output.Line(name, line);
        }
        return LastWords.Reason(last);
    }

    /// <summary>The log of a resource so far.</summary>
    public async Task<IReadOnlyList<string>> Log(string resourceId, CancellationToken cancellationToken)
    {
        var log = new List<string>();
        await foreach (var batch in logs.GetAllAsync(resourceId).WithCancellation(cancellationToken))
        {
            log.AddRange(batch.Select(line => WithoutTime(line.Content)).Where(text => !IsOrchestration(text)));
        }
        return log;
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
                if (!IsOrchestration(text))
                {
                    output.Line(name, text);
                }
            }
        }
    }

    private static bool IsOrchestration(string line) =>
        Orchestration.Any(o => line.StartsWith(o, StringComparison.Ordinal));

    /// <summary>Removes the timestamp that the orchestrator puts before each line.</summary>
    private static string WithoutTime(string line) =>
        line.IndexOf(' ') is > 18 and var end && line[end - 1] == 'Z' && char.IsAsciiDigit(line[0])
            ? line[(end + 1)..]
            : line;
}
