using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Accounts;

/// <summary>The Workbench's accounts.</summary>
internal sealed class AccountStore(NpgsqlDataSource source)
{
    private const string Columns =
        "name, role, stamp, revision, created, password_hash, failures, locked_until, disabled, link_sha256, link_until";

    /// <summary>All accounts by name.</summary>
    public async Task<List<StoredAccount>> List(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.Query<StoredAccount>(
            $"select {Columns} from dataset.accounts order by name",
            null,
            cancellationToken
        );
    }

    /// <summary>
    /// The account with this name. With <paramref name="anyCase"/>, an account whose name differs only in case is found if no
    /// name is equal.
    /// </summary>
    public Task<StoredAccount?> Find(string name, bool anyCase, CancellationToken cancellationToken) =>
        One(
            """
            where name = @name or (@anyCase and lower(name) = lower(@name))
            order by name = @name desc, name limit 1
            """,
            new { name, anyCase },
            cancellationToken
        );

    /// <summary>The account whose unused link has this hash.</summary>
    public Task<StoredAccount?> OfLink(string sha256, CancellationToken cancellationToken) =>
        One("where link_sha256 = @sha256", new { sha256 }, cancellationToken);

    /// <summary>The account of a provider's subject.</summary>
    public Task<StoredAccount?> OfLogin(string provider, string key, CancellationToken cancellationToken) =>
        One(
            "where name = (select account from dataset.account_logins where provider = @provider and key = @key)",
            new { provider, key },
            cancellationToken
        );

    /// <returns>False if there is an account of this name.</returns>
    public async Task<bool> Create(StoredAccount account, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.Execute(
                $"""
                insert into dataset.accounts ({Columns})
                values (@Name, @Role, @Stamp, @Revision, @Created, @PasswordHash, @Failures, @LockedUntil, @Disabled,
                    @LinkSha256, @LinkUntil)
                on conflict (name) do nothing
                """,
                account,
                cancellationToken
            ) > 0;
    }

    /// <summary>Stores an account in place of its earlier revision. A disabled account loses its tokens.</summary>
    /// <returns>False if the account has another revision, or does not exist.</returns>
    public async Task<bool> Update(StoredAccount account, string earlier, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingle<int>(
                """
                with updated as (
                    update dataset.accounts set role = @Role, stamp = @Stamp, revision = @Revision,
                        password_hash = @PasswordHash, failures = @Failures, locked_until = @LockedUntil,
                        disabled = @Disabled, link_sha256 = @LinkSha256, link_until = @LinkUntil
                    where name = @Name and revision = @earlier
                    returning name, disabled
                ), revoked as (
                    delete from dataset.access_tokens where owner in (select name from updated where disabled)
                )
                select count(*)::int from updated
                """,
                new
                {
                    account.Name,
                    account.Role,
                    account.Stamp,
                    account.Revision,
                    account.PasswordHash,
                    account.Failures,
                    account.LockedUntil,
                    account.Disabled,
                    account.LinkSha256,
                    account.LinkUntil,
                    earlier,
                },
                cancellationToken
            ) > 0;
    }

    /// <summary>Deletes an account with its tokens and its sign-ins of providers. Its labels remain.</summary>
    /// <returns>False if there is no such account.</returns>
    public async Task<bool> Delete(string name, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.Execute(
                "delete from dataset.accounts where name = @name",
                new { name },
                cancellationToken
            ) > 0;
    }

    /// <summary>The sign-ins of providers that belong to an account.</summary>
    public async Task<List<StoredLogin>> Logins(string account, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.Query<StoredLogin>(
            "select provider, key, account from dataset.account_logins where account = @account order by provider, key",
            new { account },
            cancellationToken
        );
    }

    /// <summary>Adds a sign-in of a provider to an account; repeating it changes nothing.</summary>
    /// <returns>False if it belongs to another account, or the account does not exist.</returns>
    public async Task<bool> AddLogin(StoredLogin login, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.Execute(
                """
                insert into dataset.account_logins (provider, key, account)
                select @Provider, @Key, name from dataset.accounts where name = @Account
                on conflict (provider, key) do update set account = excluded.account
                where account_logins.account = excluded.account
                """,
                login,
                cancellationToken
            ) > 0;
    }

    /// <returns>False if there is no such sign-in.</returns>
    public async Task<bool> RemoveLogin(string provider, string key, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.Execute(
                "delete from dataset.account_logins where provider = @provider and key = @key",
                new { provider, key },
                cancellationToken
            ) > 0;
    }

    private async Task<StoredAccount?> One(string condition, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingle<StoredAccount>(
            $"select {Columns} from dataset.accounts {condition}",
            parameters,
            cancellationToken
        );
    }
}
