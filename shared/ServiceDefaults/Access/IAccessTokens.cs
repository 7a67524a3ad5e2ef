using Platform.Contracts;

namespace Platform.ServiceDefaults.Access;

/// <summary>Looks up personal access tokens. A service without them accepts the installation's credential alone.</summary>
public interface IAccessTokens
{
    /// <summary>Returns whom a token belongs to and what it allows; null if it is unknown, expired or revoked.</summary>
    Task<AccessGrant?> Find(string token, CancellationToken cancellationToken);
}

/// <summary>What a request may do.</summary>
/// <param name="Name">Name of the token.</param>
/// <param name="Scope">One of <see cref="AccessScope"/>.</param>
/// <param name="Owner">The account that the token belongs to; null if it belongs to none.</param>
public sealed record AccessGrant(string Name, string Scope, string? Owner = null);
