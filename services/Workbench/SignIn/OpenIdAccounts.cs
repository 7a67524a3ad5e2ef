using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Workbench.Settings;

namespace Platform.Workbench.SignIn;

/// <summary>Accounts of people who sign in with the OpenID provider.</summary>
internal sealed partial class OpenIdAccounts(
    AccountManager accounts,
    IOptions<WorkbenchOptions> options,
    TimeProvider time
)
{
    private const int LongestName = 100;

    private OpenIdOptions Settings => options.Value.OpenIdConnect!;

    /// <summary>
    /// The account of the provider's user, made at the first sign-in. If the provider decides about roles, the account gets
    /// the role that it has there now.
    /// </summary>
    /// <returns>The account, or why there is none.</returns>
    public async Task<(Account? Account, string? Refusal)> Of(ClaimsPrincipal user)
    {
        var (issuer, subject) = Subject(user);
        string? role = Settings.RoleOf(Values(user, Settings.RoleClaim));
        var account = await accounts.FindByLoginAsync(issuer, subject);
        if (account is { Stored.Disabled: true })
        {
            return (null, $"The account {account.Name} is disabled. Ask an administrator.");
        }

        if (account is not null && Settings.RoleClaim is null)
        {
            return (account, null);
        }

        if (role is null)
        {
            return (null, $"{Settings.Name} gives you no role here. Ask the administrator of the Workbench.");
        }

        if (account is null)
        {
            return await Create(user, issuer, subject, role);
        }

        var changed =
            account.Name == AdministratorLink.Name ? IdentityResult.Success : await accounts.ChangeRole(account, role);
        return changed.Succeeded ? (account, null) : (null, "Your role was changed at the same time. Sign in again.");
    }

    /// <summary>Lets the provider's user sign in to an account, which is signed in at present.</summary>
    /// <returns>The account, or why it was not connected.</returns>
    public async Task<(Account? Account, string? Refusal)> Connect(ClaimsPrincipal user, string name)
    {
        var (issuer, subject) = Subject(user);
        var known = await accounts.FindByLoginAsync(issuer, subject);
        if (known is not null && known.Name != name)
        {
            return (null, $"This user of {Settings.Name} signs in as {known.Name} already.");
        }

        if (await accounts.FindByIdAsync(name) is not { } account)
        {
            return (null, $"There is no account {name} any more.");
        }

        if (known is null)
        {
            await accounts.AddLoginAsync(account, new(issuer, subject, Settings.Name));
        }

        return (account, null);
    }

    /// <summary>A name for a new account: what is not allowed in names becomes a dash; null if nothing is left.</summary>
    internal static string? NameOf(string? claim)
    {
        string text = NotAllowed().Replace((claim ?? "").Split('@')[0], "-").TrimStart('.', '_', '-').TrimEnd('-');
        text = text.Length > LongestName ? text[..LongestName] : text;
        return Names.IsValid(text) ? text : null;
    }

    [GeneratedRegex("[^A-Za-z0-9._-]+")]
    private static partial Regex NotAllowed();

    private async Task<(Account? Account, string? Refusal)> Create(
        ClaimsPrincipal user,
        string issuer,
        string subject,
        string role
    )
    {
        if (NameOf(Values(user, Settings.NameClaim).FirstOrDefault()) is not { } name)
        {
            return (null, $"{Settings.Name} gives no name ({Settings.NameClaim}) that an account can have.");
        }

        var account = new Account(AccountStore.New(name, role, time.GetUtcNow()));
        // A user who can choose a name at the provider must not get the account that has this name here.
        if (!(await accounts.CreateAsync(account)).Succeeded)
        {
            return (
                null,
                $"There is an account {name} already. If it is yours, sign in to it and connect it with {Settings.Name} on its page; otherwise ask an administrator."
            );
        }

        await accounts.AddLoginAsync(account, new(issuer, subject, Settings.Name));
        return (account, null);
    }

    private static (string Issuer, string Subject) Subject(ClaimsPrincipal user)
    {
        var subject = user.FindFirst("sub") ?? throw new InvalidOperationException("The ID token has no subject.");
        return (subject.Issuer, subject.Value);
    }

    private static IEnumerable<string> Values(ClaimsPrincipal user, string? claim) =>
        claim is null ? [] : user.FindAll(claim).Select(c => c.Value);
}
