using System.Collections.Concurrent;

namespace Platform.UnitTests;

/// <summary>
/// A clock for which waiting takes no time: short timers fire at once and advance the clock; timers of
/// <paramref name="held"/> or more are held back until <see cref="Expire"/>.
/// </summary>
internal sealed class SwiftTime(TimeSpan held) : TimeProvider
{
    private readonly ConcurrentDictionary<Timer, byte> _held = new();
    private readonly TimeSpan _patience = held;
    private readonly Lock _lock = new();
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>All delays that were waited for.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Fires the held timers.</summary>
    public void Expire()
    {
        foreach (var timer in _held.Keys)
        {
            timer.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(SwiftTime time, TimerCallback callback, object? state) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return time._held.TryRemove(this, out _);
            }

            if (dueTime >= time._patience)
            {
                return time._held.TryAdd(this, 0);
            }

            lock (time._lock)
            {
                time._now += dueTime;
            }

            time.Waits.Enqueue(dueTime);
            return ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        public void Fire()
        {
            if (time._held.TryRemove(this, out _))
            {
                callback(state);
            }
        }

        public void Dispose() => time._held.TryRemove(this, out _);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
