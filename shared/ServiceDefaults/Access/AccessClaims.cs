using System.Security.Claims;
using Platform.Contracts;

namespace Platform.ServiceDefaults.Access;

/// <summary>Claims of a request that was authenticated by a token.</summary>
public static class AccessClaims
{
    internal const string Scope = "scope";
    internal const string Owner = "owner";
    internal const string Installation = "installation";

    /// <summary>What the request's token allows: one of <see cref="AccessScope"/>.</summary>
    public static string TokenScope(this ClaimsPrincipal user) => user.FindFirstValue(Scope) ?? AccessScope.None;

    /// <summary>True if the request has the installation's own credential.</summary>
    public static bool IsInstallation(this ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == Installation);

    /// <summary>The account that the request's token belongs to; null if it belongs to none.</summary>
    public static string? TokenOwner(this ClaimsPrincipal user) => user.FindFirstValue(Owner);

    /// <summary>
    /// True if the request may act as this labeller. A token with the scope <c>label</c> or <c>adjudicate</c> acts as its
    /// own account only.
    /// </summary>
    public static bool MayLabelAs(this ClaimsPrincipal user, string? labeller) =>
        user.FindFirstValue(Scope) is { } scope
        && AccessScope.Includes(scope, AccessScope.Label)
        && (!AccessScope.ActsAsOwner(scope) || (labeller is not null && user.TokenOwner() == labeller));

    internal static ClaimsIdentity Identity(AccessGrant grant, bool installation)
    {
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.Name, grant.Name), new(Scope, grant.Scope)],
            AccessHandler.Name
        );
        if (grant.Owner is { } owner)
        {
            identity.AddClaim(new(Owner, owner));
        }

        if (installation)
        {
            identity.AddClaim(new(Installation, "true"));
        }

        return identity;
    }
}
