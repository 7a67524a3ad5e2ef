namespace Platform.Contracts;

/// <summary>An account of the Workbench as Dataset stores it. Only the installation's own services can read it.</summary>
/// <param name="Name">Its name, which its labels and tokens have, too.</param>
/// <param name="Role">One of <see cref="AccountRole"/>.</param>
/// <param name="Stamp">Cookies with another security stamp are not accepted.</param>
/// <param name="Revision">Changes with every update, so that one of two concurrent updates is refused.</param>
/// <param name="Created">When it was made.</param>
/// <param name="PasswordHash">Hash of ASP.NET Core Identity's password hasher; null if the account has no password.</param>
/// <param name="Failures">Failed sign-ins since the last successful one.</param>
/// <param name="LockedUntil">No password is accepted before this time; null if the account is not locked.</param>
/// <param name="Disabled">True if nobody can sign in. Disabling an account deletes its tokens.</param>
/// <param name="LinkSha256">SHA-256 of the token of an unused sign-in link, in lower-case hex; null if there is none.</param>
/// <param name="LinkUntil">When that link expires.</param>
public sealed record StoredAccount(
    string Name,
    string Role,
    string Stamp,
    string Revision,
    DateTimeOffset Created,
    string? PasswordHash = null,
    int Failures = 0,
    DateTimeOffset? LockedUntil = null,
    bool Disabled = false,
    string? LinkSha256 = null,
    DateTimeOffset? LinkUntil = null
);

/// <summary>A sign-in of an OpenID provider that belongs to an account.</summary>
/// <param name="Provider">The provider's issuer.</param>
/// <param name="Key">The provider's subject identifier.</param>
/// <param name="Account">Name of the account.</param>
public sealed record StoredLogin(string Provider, string Key, string Account);
