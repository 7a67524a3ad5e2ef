using Npgsql;
using Platform.Dataset.Storage;
using Platform.ServiceDefaults;

namespace Platform.Dataset.Jobs;

/// <summary>What is still to be done.</summary>
/// <param name="Items">Work items pending or published, by kind.</param>
/// <param name="Jobs">Evaluations and trainings that have not ended.</param>
internal sealed record OpenWork(IReadOnlyDictionary<string, long> Items, IReadOnlyDictionary<string, long> Jobs);

/// <summary>Counts what is still to be done, for the gauges: one query, whose answer serves all that are read together.</summary>
internal sealed class Backlog(NpgsqlDataSource source, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private const int TimeoutSeconds = 3;

    private readonly Lock _lock = new();
    private (OpenWork? Open, long At)? _last;

    /// <summary>Null while the database does not answer. Called by a collector's own thread, which can only wait.</summary>
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
        using var unrecorded = Telemetry.Unrecorded("backlog");
        try
        {
            // The open work items have an index of their own; the other tables are small.
            using var command = source.CreateCommand(
                """
                select 'item', kind, count(*) from dataset.work_items where state in ('pending', 'published') group by kind
                union all
                select 'job', 'evaluation', count(*) from dataset.evaluations
                where state in ('accepted', 'generating', 'scoring', 'selecting')
                union all
                select 'job', 'training', count(*) from dataset.trainings where state in ('accepted', 'running', 'cancelling')
                """
            );
            command.CommandTimeout = TimeoutSeconds;
            using var reader = command.ExecuteReader();
            Dictionary<string, long> items = new()
            {
                [WorkKind.Generate] = 0,
                [WorkKind.Score] = 0,
                [WorkKind.Select] = 0,
            };
            Dictionary<string, long> jobs = [];
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
