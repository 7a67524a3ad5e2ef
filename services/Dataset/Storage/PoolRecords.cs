using Npgsql;

namespace Platform.Dataset.Storage;

/// <summary>
/// SQL statements on a pool's row. The row is the writers' lock: a pool has one writer at a time, so that whatever a writer
/// looks up stays true until it commits.
/// </summary>
internal static class PoolRecords
{
    /// <summary>Creates the pool if it does not exist, and locks it.</summary>
    public static async Task<long> Create(
        NpgsqlConnection connection,
        string name,
        string format,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await connection.Execute(
            """
            insert into dataset.pools (name, format, revision, created) values (@name, @format, 0, @now)
            on conflict (name) do nothing
            """,
            new
            {
                name,
                format,
                now,
            },
            cancellationToken
        );
        return (await Lock(connection, name, cancellationToken))!.Value;
    }

    /// <summary>Locks the pool; returns null if there is no such pool.</summary>
    public static Task<long?> Lock(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        connection.QuerySingle<long?>(
            "select id from dataset.pools where name = @name for update",
            new { name },
            cancellationToken
        );

    /// <summary>Returns null if there is no such pool.</summary>
    public static Task<long?> Find(NpgsqlConnection connection, string name, CancellationToken cancellationToken) =>
        connection.QuerySingle<long?>(
            "select id from dataset.pools where name = @name",
            new { name },
            cancellationToken
        );

    /// <summary>Returns the names of all pools.</summary>
    public static Task<List<string>> Names(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.Query<string>("select name from dataset.pools order by name", null, cancellationToken);

    /// <summary>Records that problems, solutions, verdicts, labels or imported scores have changed.</summary>
    public static Task Changed(NpgsqlConnection connection, long pool, CancellationToken cancellationToken) =>
        connection.Execute(
            "update dataset.pools set revision = revision + 1 where id = @pool",
            new { pool },
            cancellationToken
        );
}
