using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Platform.Contracts;

namespace Platform.Workbench.SignIn;

/// <summary>
/// Changes accounts. What an account may do changes with a new security stamp, so that its cookies are refused from the next
/// request on.
/// </summary>
internal sealed class AccountManager(
    AccountStore store,
    SignInLinks links,
    TimeProvider time,
    IOptions<IdentityOptions> options,
    IPasswordHasher<Account> hasher,
    IEnumerable<IUserValidator<Account>> users,
    IEnumerable<IPasswordValidator<Account>> passwords,
    ILookupNormalizer names,
    IdentityErrorDescriber errors,
    IServiceProvider services,
    ILogger<AccountManager> log
) : UserManager<Account>(store, options, hasher, users, passwords, names, errors, services, log)
{
    private const int Attempts = 5;

    /// <summary>The account whose unused link has this token; null if there is none that can sign in.</summary>
    public async Task<Account?> FindByLink(string? token) =>
        token is not null
        && await store.FindByLink(SignInLinks.Hash(token), CancellationToken) is { Stored.Disabled: false } account
        && account.Stored.LinkUntil > time.GetUtcNow()
            ? account
            : null;

    /// <summary>
    /// Makes a link for an account, and the account if there is none of this name. An earlier unused link stops working;
    /// browsers stay signed in unless the role changes.
    /// </summary>
    /// <returns>The link's address, or what is wrong.</returns>
    public async Task<(string? Link, IdentityResult Result)> Invite(string name, string role)
    {
        var (url, sha256, until) = links.New();
        if (await FindByIdAsync(name) is { } known)
        {
            if (known.Stored.Disabled)
            {
                string reason = $"The account {name} is disabled. Enable it on its page first.";
                return (null, IdentityResult.Failed(new IdentityError { Code = "Disabled", Description = reason }));
            }

            var changed = await Change(
                known,
                a => a with { Role = role, LinkSha256 = sha256, LinkUntil = until },
                endSessions: known.Stored.Role != role
            );
            return (changed.Succeeded ? url : null, changed);
        }

        var stored = AccountStore.New(name, role, time.GetUtcNow());
        var created = await CreateAsync(new Account(stored with { LinkSha256 = sha256, LinkUntil = until }));
        return (created.Succeeded ? url : null, created);
    }

    /// <summary>Takes an account's password away, unlocks it, ends its sessions and makes a link.</summary>
    /// <returns>The link's address, or what is wrong.</returns>
    public async Task<(string? Link, IdentityResult Result)> Reset(Account account)
    {
        var (url, sha256, until) = links.New();
        var result = await Change(
            account,
            a =>
                a with
                {
                    PasswordHash = null,
                    Failures = 0,
                    LockedUntil = null,
                    LinkSha256 = sha256,
                    LinkUntil = until,
                },
            endSessions: true
        );
        return (result.Succeeded ? url : null, result);
    }

    /// <summary>Gives an account another role, and ends its sessions if it is another one.</summary>
    public Task<IdentityResult> ChangeRole(Account account, string role) =>
        account.Stored.Role == role
            ? Task.FromResult(IdentityResult.Success)
            : Change(account, a => a with { Role = role }, endSessions: true);

    /// <summary>Lets an account sign in again or not; Dataset deletes the tokens of a disabled one.</summary>
    public Task<IdentityResult> Disable(Account account, bool disabled) =>
        Change(account, a => a with { Disabled = disabled }, endSessions: disabled);

    /// <summary>Ends a lock after failed sign-ins.</summary>
    public Task<IdentityResult> Unlock(Account account) =>
        Change(account, a => a with { Failures = 0, LockedUntil = null }, endSessions: false);

    /// <summary>Uses up an account's link, and sets a password if there is one.</summary>
    public async Task<IdentityResult> Redeem(Account account, string? password)
    {
        account.Stored = account.Stored with { LinkSha256 = null, LinkUntil = null, Failures = 0, LockedUntil = null };
        if (password is not null)
        {
            var valid = await UpdatePasswordHash(account, password, validatePassword: true);
            if (!valid.Succeeded)
            {
                return valid;
            }
        }

        // One of two concurrent requests fails, because the other has changed the revision.
        return await UpdateAsync(account);
    }

    /// <summary>
    /// Counts a failed sign-in. When sign-ins fail at the same time, all but one find another revision and count again, so
    /// that none is lost.
    /// </summary>
    public override async Task<IdentityResult> AccessFailedAsync(Account user)
    {
        var result = await base.AccessFailedAsync(user);
        for (int attempt = 1; !result.Succeeded && attempt < Attempts; attempt++)
        {
            if (await FindByIdAsync(user.Name) is not { } current)
            {
                break;
            }

            user.Stored = current.Stored;
            result = await base.AccessFailedAsync(user);
        }

        return result;
    }

    private async Task<IdentityResult> Change(
        Account account,
        Func<StoredAccount, StoredAccount> change,
        bool endSessions
    )
    {
        account.Stored = change(account.Stored);
        return endSessions ? await UpdateSecurityStampAsync(account) : await UpdateAsync(account);
    }
}
