namespace Platform.Generator;

/// <summary>
/// Interactive requests that this generator works on, and those that were cancelled before it took them from the queue.
/// </summary>
internal sealed class InteractiveRequests
{
    /// <summary>Cancelled requests that are remembered: many times what a queue holds until its messages expire.</summary>
    private const int Remembered = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, CancellationTokenSource> _running = [];
    private readonly HashSet<Guid> _cancelled = [];
    private readonly Queue<Guid> _order = [];

    /// <summary>Begins a request; null if it was cancelled already.</summary>
    /// <param name="id">The request's id; null: it cannot be cancelled.</param>
    /// <param name="cancellationToken">Cancels it too.</param>
    public Running? Begin(Guid? id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (id is { } known && _cancelled.Contains(known))
            {
                return null;
            }

            var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (id is { } key)
            {
                _running[key] = source;
            }

            return new Running(this, id, source);
        }
    }

    /// <summary>Cancels a request that is running, or will be taken from the queue later.</summary>
    public void Cancel(Guid id)
    {
        CancellationTokenSource? source;
        lock (_lock)
        {
            if (_cancelled.Add(id))
            {
                _order.Enqueue(id);
                while (_order.Count > Remembered)
                {
                    _cancelled.Remove(_order.Dequeue());
                }
            }

            source = _running.GetValueOrDefault(id);
        }

        source?.Cancel();
    }

    /// <summary>A request that is being worked on.</summary>
    internal sealed class Running(InteractiveRequests requests, Guid? id, CancellationTokenSource source) : IDisposable
    {
        /// <summary>Cancelled when the request is abandoned.</summary>
        public CancellationToken Token => source.Token;

        // Its source has no timer, so it need not be disposed; a cancellation may still hold it.
        public void Dispose()
        {
            if (id is { } key)
            {
                lock (requests._lock)
                {
                    requests._running.Remove(key);
                }
            }
        }
    }
}
