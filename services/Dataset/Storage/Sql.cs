using System.Runtime.CompilerServices;
using Npgsql;

namespace Platform.Dataset.Storage;

/// <summary>Statements with positional parameters ($1, $2, ...), where EF would say in many words what SQL says in few.</summary>
internal static class Sql
{
    public static async Task<int> Execute(
        this NpgsqlConnection connection,
        string sql,
        object?[] parameters,
        CancellationToken cancellationToken
    )
    {
        await using var command = connection.Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<List<T>> Query<T>(
        this NpgsqlConnection connection,
        string sql,
        object?[] parameters,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken
    )
    {
        await using var command = connection.Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Rows as they come, for results that are too large to be held.</summary>
    public static async IAsyncEnumerable<T> Stream<T>(
        this NpgsqlConnection connection,
        string sql,
        object?[] parameters,
        Func<NpgsqlDataReader, T> read,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var command = connection.Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return read(reader);
        }
    }

    public static T? Nullable<T>(this NpgsqlDataReader reader, int column)
        where T : class => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);

    private static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, object?[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }
}
