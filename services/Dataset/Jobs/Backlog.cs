using Npgsql;
using Platform.Contracts;
using Platform.DatasetClient;

namespace Platform.Dataset.Jobs;

/// <summary>Counts open work for the gauges; one query serves all gauges that are read together.</summary>
internal sealed class Backlog(NpgsqlDataSource source, WorkKindTable kinds, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private const int TimeoutSeconds = 3;

    private readonly Lock _lock = new();
    private (OpenWork? Open, long At)? _last;

    /// <summary>
    /// Returns null if the database does not respond. It blocks, because a metrics collector calls it on its own thread.
    /// </summary>
    public OpenWork? Read()
    {
        lock (_lock)
        {
            if (_last is not { } last || time.GetElapsedTime(last.At) > Fresh)
            {
                _last = (Ask(), time.GetTimestamp());
            }

            return _last?.Open;
        }
    }

    private OpenWork? Ask()
    {
        using var unrecorded = Tracing.Unrecorded("backlog");
        try
        {
            // There are indexes for open items and for open jobs.
            using var command = source.CreateCommand(
                """
                select 'item', kind, count(*) from dataset.work_items where state in ('pending', 'published') group by kind
                union all
                select 'job', kind, count(*) from dataset.jobs where ended is null group by kind
                """
            );
            command.CommandTimeout = TimeoutSeconds;
            using var reader = command.ExecuteReader();
            var items = kinds.All.ToDictionary(k => k.Name, _ => 0L);
            var jobs = JobKinds.All.ToDictionary(k => k, _ => 0L);
            while (reader.Read())
            {
                (reader.GetString(0) == "job" ? jobs : items)[reader.GetString(1)] = reader.GetInt64(2);
            }

            return new(items, jobs);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or ObjectDisposedException)
        {
            return null;
        }
    }
}

/// <summary>Open work.</summary>
/// <param name="Items">Work items pending or published, by kind.</param>
/// <param name="Jobs">Jobs that have not ended, by kind.</param>
internal sealed record OpenWork(IReadOnlyDictionary<string, long> Items, IReadOnlyDictionary<string, long> Jobs);
