namespace Platform.Dataset.Jobs;

/// <summary>Publishes with a timeout, for Dataset's loops.</summary>
internal static class Publishing
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    /// <summary>A publish waits forever while the broker is unavailable; the loop and its transaction must not.</summary>
    public static async Task Timed(Func<CancellationToken, Task> publish, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        await publish(timeout.Token);
    }
}
