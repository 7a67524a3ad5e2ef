using System.Globalization;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Tokens;

/// <summary>Tokens that keys have used, by day (UTC).</summary>
internal sealed class UsageStore(NpgsqlDataSource source)
{
    /// <summary>Adds tokens, and returns all that the key has used on that day.</summary>
    public async Task<long> Add(KeyUsage usage, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingle<long>(
            """
            insert into dataset.key_usage (key, day, tokens) values (@Key, @day::date, @Tokens)
            on conflict (day, key) do update set tokens = key_usage.tokens + excluded.tokens
            returning tokens
            """,
            new
            {
                usage.Key,
                day = Text(usage.Day),
                usage.Tokens,
            },
            cancellationToken
        );
    }

    /// <summary>What the keys have used on a day, the most first.</summary>
    public async Task<IReadOnlyList<KeyUsage>> List(DateOnly day, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var used = await connection.Query<Used>(
            """
            select key, tokens from dataset.key_usage where day = @day::date and tokens > 0 order by tokens desc, key
            """,
            new { day = Text(day) },
            cancellationToken
        );
        return [.. used.Select(u => new KeyUsage(u.Key, day, u.Tokens))];
    }

    private static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private sealed record Used(string Key, long Tokens);
}
