using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Platform.Workbench.SignIn;

/// <summary>Claims of a cookie: name, role and security stamp.</summary>
internal sealed class AccountClaims : IUserClaimsPrincipalFactory<Account>
{
    /// <summary>Claim with the security stamp.</summary>
    public const string Stamp = "stamp";

    public Task<ClaimsPrincipal> CreateAsync(Account user) =>
        Task.FromResult(
            new ClaimsPrincipal(
                new ClaimsIdentity(
                    [
                        new(ClaimTypes.Name, user.Name),
                        new(ClaimTypes.Role, user.Stored.Role),
                        new(Stamp, user.Stored.Stamp),
                    ],
                    CookieAuthenticationDefaults.AuthenticationScheme
                )
            )
        );
}
