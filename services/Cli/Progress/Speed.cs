namespace Platform.Cli.Progress;

/// <summary>
/// Measures how fast something grows: (newest - oldest) / (time between them) over the observations of the last half minute.
/// What was done before the first observation does not count, so that a job that is already half done does not look fast.
/// </summary>
internal sealed class Speed(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly Queue<(TimeSpan At, long Done)> _observations = new();
    private readonly long _origin = time.GetTimestamp();

    /// <summary>Units per second; null until it is known.</summary>
    public double? PerSecond { get; private set; }

    public void Observe(long done)
    {
        var now = time.GetElapsedTime(_origin);
        _observations.Enqueue((now, done));
        while (_observations.Count > 2 && now - _observations.Peek().At > Window)
        {
            _observations.Dequeue();
        }

        var (at, before) = _observations.Peek();
        PerSecond = now > at && done > before ? (done - before) / (now - at).TotalSeconds : null;
    }
}
