using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Platform.Workbench.SignIn;

/// <summary>Signs browsers in; disabled accounts cannot.</summary>
internal sealed class AccountSignIn : SignInManager<Account>
{
    public AccountSignIn(
        AccountManager accounts,
        IHttpContextAccessor context,
        IUserClaimsPrincipalFactory<Account> claims,
        IOptions<IdentityOptions> options,
        ILogger<AccountSignIn> log,
        IAuthenticationSchemeProvider schemes,
        IUserConfirmation<Account> confirmation
    )
        : base(accounts, context, claims, options, log, schemes, confirmation) =>
        AuthenticationScheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public override async Task<bool> CanSignInAsync(Account user) =>
        !user.Stored.Disabled && await base.CanSignInAsync(user);

    /// <summary>True if a cookie is still that of an account with the same security stamp.</summary>
    public async Task<bool> IsValid(ClaimsPrincipal? principal) =>
        await ValidateSecurityStampAsync(principal) is { } account && await CanSignInAsync(account);
}
