namespace Platform.DatasetClient;

/// <summary>
/// Models in memory, each loaded once, on the first request. When there are too many, the least recently used model without
/// a lease is evicted. A model that proved unusable stays unusable.
/// </summary>
/// <param name="load">Loads the model of a version.</param>
/// <param name="limit">Number of models to keep.</param>
public sealed class LoadedModels<T>(Func<string, Task<T>> load, int limit) : IDisposable
    where T : class, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _models = [];
    private long _clock;

    /// <summary>The model of this version, which is not evicted until the lease is disposed.</summary>
    /// <exception cref="UnusableModelException">
    /// Dataset does not know the model, or the model fails its self-test.
    /// </exception>
    public async Task<Lease> Get(string version, CancellationToken cancellationToken)
    {
        Entry entry;
        lock (_lock)
        {
            if (!_models.TryGetValue(version, out entry!))
            {
                _models[version] = entry = new Entry(() => Load(version));
            }

            entry.Users++;
            entry.LastUse = ++_clock;
        }
        var lease = new Lease(() => Release(entry));
        try
        {
            lease.Model = await entry.Model.Value.WaitAsync(cancellationToken);
            Trim();
            return lease;
        }
        catch (Exception e)
        {
            lease.Dispose();
            // A load may end in a cancellation too, when Dataset does not answer in time.
            if (
                e is not UnusableModelException { Lasts: true }
                && entry.Model.Value is { IsCompleted: true, IsCompletedSuccessfully: false }
            )
            {
                Forget(version, entry);
            }

            throw;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var entry in _models.Values)
            {
                entry.Dispose();
            }
        }
    }

    private async Task<T> Load(string version)
    {
        // Not tied to the first caller, which may cancel while others still wait for the model.
        await Task.Yield();
        return await load(version);
    }

    private void Release(Entry entry)
    {
        lock (_lock)
        {
            entry.Users--;
        }
    }

    private void Forget(string version, Entry entry)
    {
        lock (_lock)
        {
            if (_models.TryGetValue(version, out var current) && current == entry)
            {
                _models.Remove(version);
            }
        }
    }

    private void Trim()
    {
        lock (_lock)
        {
            foreach (var (version, entry) in _models.OrderBy(m => m.Value.LastUse).ToList())
            {
                if (_models.Count > limit && entry.Users == 0)
                {
                    _models.Remove(version);
                    entry.Dispose();
                }
            }
        }
    }

    private sealed class Entry(Func<Task<T>> load) : IDisposable
    {
        public Lazy<Task<T>> Model { get; } = new(load);
        public int Users { get; set; }
        public long LastUse { get; set; }

        public void Dispose()
        {
            if (Model is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            {
                Model.Value.GetAwaiter().GetResult().Dispose();
            }
        }
    }

    /// <summary>Keeps a model in memory.</summary>
    public sealed class Lease : IDisposable
    {
        private readonly Action _release;

        internal Lease(Action release) => _release = release;

        public T Model { get; internal set; } = null!;

        public void Dispose() => _release();
    }
}
