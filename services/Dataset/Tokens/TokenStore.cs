using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;
using Platform.ServiceDefaults.Access;

namespace Platform.Dataset.Tokens;

/// <summary>
/// Personal access tokens. They have 256 random bits, so a plain hash protects them. A token of an account never allows more
/// than the account's role at the time of the request.
/// </summary>
internal sealed class TokenStore(NpgsqlDataSource source, TimeProvider time) : IAccessTokens
{
    /// <summary>Tells people and scanners of secrets what a token is.</summary>
    private const string Prefix = "platform_";

    public async Task<AccessGrant?> Find(string token, CancellationToken cancellationToken)
    {
        if (!token.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var parameters = new { sha256 = Hash(token), now = time.GetUtcNow() };
        var found = await connection.QuerySingle<Known>(
            """
            select t.name, t.scope, t.owner, a.role
            from dataset.access_tokens t left join dataset.accounts a on a.name = t.owner
            where t.sha256 = @sha256 and t.expires > @now and a.disabled is not true
            """,
            parameters,
            cancellationToken
        );
        if (found is null)
        {
            return null;
        }

        await connection.Execute(
            """
            update dataset.access_tokens set last_used = date_trunc('minute', @now)
            where sha256 = @sha256 and (last_used is null or last_used < date_trunc('minute', @now))
            """,
            parameters,
            cancellationToken
        );
        return new(found.Name, Allows(found.Scope, found.Role), found.Owner);
    }

    /// <summary>Makes a token; an expired one of the same owner and name is replaced.</summary>
    /// <returns>Null if there is a valid token of this owner and name.</returns>
    public async Task<CreatedToken?> Create(
        string name,
        string scope,
        string? owner,
        TimeSpan lifetime,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var token = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var created = new CreatedToken(Guid.CreateVersion7(now), name, scope, now + lifetime, token, owner);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.Execute(
            """
            delete from dataset.access_tokens
            where name = @name and owner is not distinct from @owner and expires <= @now
            """,
            new
            {
                name,
                owner,
                now,
            },
            cancellationToken
        );
        return
            await connection.Execute(
                """
                insert into dataset.access_tokens (id, name, scope, owner, sha256, created, expires)
                values (@Id, @Name, @Scope, @Owner, @sha256, @now, @Expires) on conflict (owner, name) do nothing
                """,
                new
                {
                    created.Id,
                    created.Name,
                    created.Scope,
                    created.Owner,
                    sha256 = Hash(token),
                    now,
                    created.Expires,
                },
                cancellationToken
            ) > 0
            ? created
            : null;
    }

    /// <summary>The tokens in the order in which they were made, the expired ones too; owner null: of everybody.</summary>
    public async Task<IReadOnlyList<AccessToken>> List(string? owner, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var tokens = await connection.Query<Listed>(
            """
            select t.id, t.name, t.scope, t.created, t.expires, t.last_used, t.owner, a.role
            from dataset.access_tokens t left join dataset.accounts a on a.name = t.owner
            where @owner::text is null or t.owner = @owner order by t.id
            """,
            new { owner },
            cancellationToken
        );
        return
        [
            .. tokens.Select(t => new AccessToken(
                t.Id,
                t.Name,
                t.Scope,
                Allows(t.Scope, t.Role),
                t.Created,
                t.Expires,
                t.LastUsed,
                t.Owner
            )),
        ];
    }

    /// <summary>Revokes a token; with an owner, only if the token belongs to it.</summary>
    /// <returns>False if there is no such token.</returns>
    public async Task<bool> Revoke(Guid id, string? owner, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.Execute(
                "delete from dataset.access_tokens where id = @id and (@owner::text is null or owner = @owner)",
                new { id, owner },
                cancellationToken
            ) > 0;
    }

    /// <summary>What a token allows whose owner has this role; without an owner, its scope.</summary>
    private static string Allows(string scope, string? role) =>
        role is null ? scope : AccessScope.Within(scope, AccountRole.LargestScope(role));

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private sealed record Known(string Name, string Scope, string? Owner, string? Role);

    private sealed record Listed(
        Guid Id,
        string Name,
        string Scope,
        DateTimeOffset Created,
        DateTimeOffset Expires,
        DateTimeOffset? LastUsed,
        string? Owner,
        string? Role
    );
}
