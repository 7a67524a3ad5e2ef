using Npgsql;

namespace Platform.Dataset.Storage;

/// <summary>Takes ids from sequences before rows are inserted, so that rows can refer to each other.</summary>
internal static class Sequences
{
    /// <summary>Returns new ids in ascending order, as one value: a row for each took longer than copying its row.</summary>
    public static async Task<long[]> NewIds(
        this NpgsqlConnection connection,
        string sequence,
        int count,
        CancellationToken cancellationToken
    ) =>
        await connection.QuerySingle<long[]>(
            "select array_agg(nextval(@sequence::regclass)) from generate_series(1, @count)",
            new { sequence, count },
            cancellationToken
        ) ?? [];
}
