namespace Platform.Dataset.Jobs;

/// <summary>Tells the dispatcher that there is something to do, so that it need not poll often.</summary>
internal sealed class Wake : IDisposable
{
    private readonly SemaphoreSlim signal = new(0, 1);

    public void Now()
    {
        lock (signal)
        {
            if (signal.CurrentCount == 0)
            {
                signal.Release();
            }
        }
    }

    public Task Wait(TimeSpan atMost, CancellationToken cancellationToken) =>
        signal.WaitAsync(atMost, cancellationToken);

    public void Dispose() => signal.Dispose();
}
