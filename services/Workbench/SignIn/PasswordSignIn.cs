using Microsoft.AspNetCore.Identity;

namespace Platform.Workbench.SignIn;

/// <summary>Signs in with name and password.</summary>
internal sealed class PasswordSignIn(AccountManager accounts, AccountSignIn signIn, ILogger<PasswordSignIn> log)
{
    /// <summary>Compared with where there is no account or no password, so that the time tells nothing.</summary>
    private static readonly Account Nobody = new(new("nobody", Roles.Reader, "", "", DateTimeOffset.UnixEpoch));

    private static string? _nobodysHash;

    /// <summary>The account that was signed in; null if name or password is wrong, or the account is locked or disabled.</summary>
    public async Task<Account?> SignIn(string name, string password)
    {
        var account = await accounts.FindByNameAsync(name);
        if (account?.Stored.PasswordHash is null)
        {
            _nobodysHash ??= accounts.PasswordHasher.HashPassword(Nobody, Guid.NewGuid().ToString());
            accounts.PasswordHasher.VerifyHashedPassword(Nobody, _nobodysHash, password);
            return null;
        }

        var result = await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
        if (!result.Succeeded)
        {
            Report(account, result);
            return null;
        }

        await signIn.SignInAsync(account, isPersistent: true);
        return account;
    }

    private void Report(Account account, SignInResult result)
    {
        if (result.IsLockedOut)
        {
            log.Locked(account.Name);
        }
        else
        {
            log.SignInFailed(account.Name);
        }
    }
}
