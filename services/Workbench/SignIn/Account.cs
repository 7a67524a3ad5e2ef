namespace Platform.Workbench.SignIn;

/// <summary>An account. It has no password: a link, which works once, signs its browser in.</summary>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Stamp">Cookies with another stamp are not accepted.</param>
/// <param name="Created">When it was made.</param>
/// <param name="LinkSha256">SHA-256 of the token of an unused link, in hex; null if there is none.</param>
/// <param name="LinkUntil">When that link expires.</param>
public sealed record Account(
    string Role,
    string Stamp,
    DateTimeOffset Created,
    string? LinkSha256 = null,
    DateTimeOffset? LinkUntil = null
);
