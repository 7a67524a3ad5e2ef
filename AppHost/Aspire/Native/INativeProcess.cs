namespace Aspire.Hosting.Native;

/// <summary>A process the platform starts, watches and starts again.</summary>
internal interface INativeProcess
{
    string Name { get; }

    /// <summary>By endpoint.</summary>
    IReadOnlyDictionary<string, int> Ports { get; }

    /// <summary>Asked to end with this, and killed after <see cref="Grace"/>.</summary>
    Signal StopSignal { get; }

    TimeSpan Grace { get; }

    /// <summary>Before every start: folders, configuration, and what to run.</summary>
    Task<Command> Prepare(CancellationToken stop);

    /// <summary>False, or an exception, while it does not yet serve; <see cref="DistributedApplicationException"/> when it never will.</summary>
    Task<bool> IsHealthy(CancellationToken stop);
}
