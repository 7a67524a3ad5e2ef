using System.Net;
using Microsoft.AspNetCore.Identity;
using Platform.Contracts;
using Platform.DatasetClient;
using Refit;

namespace Platform.Workbench.SignIn;

/// <summary>Identity's store of accounts, in Dataset's database through Dataset's HTTP API.</summary>
internal sealed class AccountStore(IAccountsApi api, IdentityErrorDescriber errors)
    : IUserPasswordStore<Account>,
        IUserSecurityStampStore<Account>,
        IUserLockoutStore<Account>,
        IUserLoginStore<Account>
{
    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Name);

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Name);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) =>
        user.Name == userName
            ? Task.CompletedTask
            : throw new NotSupportedException($"The account '{user.Name}' keeps its name, which its labels have.");

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) =>
        GetUserNameAsync(user, cancellationToken);

    /// <summary>Names are compared by Dataset, so there is no normalised form to store.</summary>
    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken)
    {
        using var answer = await api.CreateAccount(user.Stored, cancellationToken);
        return Result(answer, errors.DuplicateUserName(user.Name));
    }

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        string earlier = user.Stored.Revision;
        var changed = user.Stored with { Revision = NewRevision() };
        using var answer = await api.UpdateAccount(user.Name, earlier, changed, cancellationToken);
        var result = Result(answer, errors.ConcurrencyFailure());
        if (result.Succeeded)
        {
            user.Stored = changed;
        }

        return result;
    }

    public async Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken)
    {
        using var answer = await api.DeleteAccount(user.Name, cancellationToken);
        return answer.StatusCode == HttpStatusCode.NotFound
            ? IdentityResult.Success
            : Result(answer, errors.ConcurrencyFailure());
    }

    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Names.IsValid(userId) ? Found(await api.GetAccount(userId, anyCase: false, cancellationToken)) : null;

    /// <summary>The account of this name, or else one whose name differs in case.</summary>
    public async Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        Names.IsValid(normalizedUserName)
            ? Found(await api.GetAccount(normalizedUserName, anyCase: true, cancellationToken))
            : null;

    /// <summary>The account whose unused link has this hash.</summary>
    public async Task<Account?> FindByLink(string sha256, CancellationToken cancellationToken) =>
        Found(await api.GetAccountOfLink(sha256, cancellationToken));

    public async Task<Account?> FindByLoginAsync(
        string loginProvider,
        string providerKey,
        CancellationToken cancellationToken
    ) => Found(await api.GetAccountOfLogin(loginProvider, providerKey, cancellationToken));

    public Task AddLoginAsync(Account user, UserLoginInfo login, CancellationToken cancellationToken) =>
        api.AddLogin(new(login.LoginProvider, login.ProviderKey, user.Name), cancellationToken);

    public Task RemoveLoginAsync(
        Account user,
        string loginProvider,
        string providerKey,
        CancellationToken cancellationToken
    ) => api.RemoveLogin(loginProvider, providerKey, cancellationToken);

    public async Task<IList<UserLoginInfo>> GetLoginsAsync(Account user, CancellationToken cancellationToken) =>
        [
            .. (await api.GetLogins(user.Name, cancellationToken)).Select(l => new UserLoginInfo(
                l.Provider,
                l.Key,
                l.Provider
            )),
        ];

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken) =>
        Change(user, user.Stored with { PasswordHash = passwordHash });

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Stored.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Stored.PasswordHash is not null);

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) =>
        Change(user, user.Stored with { Stamp = stamp });

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Stored.Stamp);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Stored.LockedUntil);

    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) =>
        Change(user, user.Stored with { LockedUntil = lockoutEnd });

    public Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken)
    {
        user.Stored = user.Stored with { Failures = user.Stored.Failures + 1 };
        return Task.FromResult(user.Stored.Failures);
    }

    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) =>
        Change(user, user.Stored with { Failures = 0 });

    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Stored.Failures);

    /// <summary>Every account can be locked.</summary>
    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(true);

    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public void Dispose()
    {
        // The store holds nothing.
    }

    /// <summary>A new account, which is not stored yet; Identity gives it a security stamp.</summary>
    internal static StoredAccount New(string name, string role, DateTimeOffset created) =>
        new(name, role, "", NewRevision(), created);

    /// <summary>Another revision of an account.</summary>
    internal static string NewRevision() => Guid.NewGuid().ToString("N");

    private static Task Change(Account user, StoredAccount changed)
    {
        user.Stored = changed;
        return Task.CompletedTask;
    }

    private static IdentityResult Result(IApiResponse answer, IdentityError conflict) =>
        answer.StatusCode == HttpStatusCode.Conflict ? IdentityResult.Failed(conflict)
        : answer.Error is { } error ? throw error
        : IdentityResult.Success;

    private static Account? Found(IApiResponse<StoredAccount> answer)
    {
        using (answer)
        {
            return answer.StatusCode == HttpStatusCode.NotFound ? null
                : answer.Error is { } error ? throw error
                : new Account(answer.Content!);
        }
    }
}
