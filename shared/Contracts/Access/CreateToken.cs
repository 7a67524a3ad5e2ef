namespace Platform.Contracts;

/// <summary>Asks for a personal access token: the body of <c>POST /tokens</c>.</summary>
/// <param name="Name">
/// What it is called, such as the script that uses it; unique among the valid tokens of its owner.
/// </param>
/// <param name="Scope">One of <see cref="AccessScope"/>; <c>write</c> if absent.</param>
/// <param name="Days">Days until it expires, 1 to 3,650; 90 if absent.</param>
/// <param name="Owner">
/// The account whose role limits it; null: no account. A token that another token makes has the owner of that token.
/// </param>
public sealed record CreateToken(string Name, string? Scope = null, int? Days = null, string? Owner = null);

/// <summary>A new token. Its text is shown this once: only its hash is stored.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Scope">One of <see cref="AccessScope"/>.</param>
/// <param name="Expires">When it expires.</param>
/// <param name="Token">What requests send in <c>Authorization: Bearer TOKEN</c>.</param>
/// <param name="Owner">The account whose role limits it; null if it has none.</param>
public sealed record CreatedToken(
    Guid Id,
    string Name,
    string Scope,
    DateTimeOffset Expires,
    string Token,
    string? Owner = null
);

/// <summary>A personal access token as returned by <c>GET /tokens</c>.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Scope">The scope that it was made with.</param>
/// <param name="Allows">
/// What it allows now, which is less than its scope if its owner's role is smaller than it was; <c>none</c>: nothing.
/// </param>
/// <param name="Created">When it was made.</param>
/// <param name="Expires">When it expires.</param>
/// <param name="LastUsed">When it was last used, to the minute; null if never.</param>
/// <param name="Owner">The account whose role limits it; null if it has none.</param>
public sealed record AccessToken(
    Guid Id,
    string Name,
    string Scope,
    string Allows,
    DateTimeOffset Created,
    DateTimeOffset Expires,
    DateTimeOffset? LastUsed,
    string? Owner = null
);

/// <summary>What the token of a request allows, as returned by <c>GET /access</c>.</summary>
/// <param name="Name">The token's name, or <c>installation</c>.</param>
/// <param name="Scope">One of <see cref="AccessScope"/>.</param>
/// <param name="Owner">The account that the token belongs to; null if it belongs to none.</param>
public sealed record TokenAccess(string Name, string Scope, string? Owner = null);
