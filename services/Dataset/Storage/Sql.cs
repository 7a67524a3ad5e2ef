using System.Data;
using Dapper;
using Npgsql;

namespace Platform.Dataset.Storage;

/// <summary>
/// Runs SQL statements with named parameters, where EF would need more code than SQL. Rows are mapped by name to records: a
/// column <c>pool_id</c> is the parameter <c>PoolId</c>.
/// </summary>
internal static class Sql
{
    static Sql()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new TimestampHandler());
        SqlMapper.AddTypeHandler(new ArrayHandler<string>());
        SqlMapper.AddTypeHandler(new ArrayHandler<long>());
        SqlMapper.AddTypeHandler(new ArrayHandler<short>());
        SqlMapper.AddTypeHandler(new ArrayHandler<int>());
        SqlMapper.AddTypeHandler(new ArrayHandler<double>());
        SqlMapper.AddTypeHandler(new ArrayHandler<Guid>());
    }

    /// <returns>Number of rows changed.</returns>
    public static Task<int> Execute(
        this NpgsqlConnection connection,
        string sql,
        object? parameters,
        CancellationToken cancellationToken
    ) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));

    public static async Task<List<T>> Query<T>(
        this NpgsqlConnection connection,
        string sql,
        object? parameters,
        CancellationToken cancellationToken
    ) =>
        (
            await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))
        ).AsList();

    /// <returns>The only row, or the default if the statement returns none.</returns>
    public static Task<T?> QuerySingle<T>(
        this NpgsqlConnection connection,
        string sql,
        object? parameters,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingleOrDefaultAsync<T>(
            new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)
        );

    /// <summary>Streams the rows, for results that are too large to hold in memory.</summary>
    public static IAsyncEnumerable<T> Stream<T>(this NpgsqlConnection connection, string sql, object? parameters) =>
        connection.QueryUnbufferedAsync<T>(sql, parameters);

    private sealed class TimestampHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => new((DateTime)value);

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) =>
            parameter.Value = value.UtcDateTime;
    }

    private sealed class ArrayHandler<T> : SqlMapper.TypeHandler<T[]>
    {
        public override T[] Parse(object value) => (T[])value;

        public override void SetValue(IDbDataParameter parameter, T[]? value) =>
            parameter.Value = value ?? (object)DBNull.Value;
    }
}
