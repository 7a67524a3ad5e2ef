using Platform.Contracts;

namespace Platform.Workbench.Settings;

/// <summary>Settings of the section <c>Workbench:OpenIdConnect</c>; without an authority, nothing of it is offered.</summary>
internal sealed class OpenIdOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Workbench:OpenIdConnect";

    /// <summary>Address of the provider, below which its discovery document is; HTTPS, or HTTP on this machine.</summary>
    public Uri? Authority { get; init; }

    /// <summary>Id of the Workbench at the provider.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>Secret of the Workbench at the provider; null for a public client, which PKCE protects.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What the sign-in page calls the provider.</summary>
    public string Name { get; init; } = "your organisation";

    /// <summary>Scopes to request besides <c>openid</c> and <c>profile</c>, with blanks between them.</summary>
    public string Scopes { get; init; } = "";

    /// <summary>Claim of the ID token with the name of a new account.</summary>
    public string NameClaim { get; init; } = "preferred_username";

    /// <summary>
    /// Claim of the ID token that decides about roles; null: new accounts get <see cref="DefaultRole"/>, and roles are changed
    /// in the Workbench.
    /// </summary>
    public string? RoleClaim { get; init; }

    /// <summary>Roles by values of that claim; of several, the first in <see cref="Strongest"/> holds.</summary>
    public Dictionary<string, string> Roles { get; init; } = [];

    /// <summary>Role of those for whom the claim decides nothing; null: they cannot sign in.</summary>
    public string? DefaultRole { get; init; }

    /// <summary>Roles in the order in which they hold.</summary>
    public static IReadOnlyList<string> Strongest { get; } =
    [AccountRole.Administrator, AccountRole.Adjudicator, AccountRole.Labeller, AccountRole.Reader];

    /// <summary>The role that the values of the role claim give; null if they give none.</summary>
    public string? RoleOf(IEnumerable<string> values)
    {
        var given = values.Select(v => Roles.GetValueOrDefault(v)).ToHashSet();
        return Strongest.FirstOrDefault(given.Contains) ?? DefaultRole;
    }

    /// <summary>What is wrong, with the name of the setting; null if nothing is.</summary>
    public string? WhyNot()
    {
        if (Authority is not { IsAbsoluteUri: true } authority)
        {
            return $"{Section}:Authority: give the address of the provider, such as https://login.example.org.";
        }

        if (authority.Scheme != Uri.UriSchemeHttps && !authority.IsLoopback)
        {
            return $"{Section}:Authority is {authority}; a provider on another machine must use https.";
        }

        if (ClientId.Length == 0)
        {
            return $"{Section}:ClientId: give the id that the provider has for the Workbench.";
        }

        string[] roles = [.. Roles.Values, .. DefaultRole is { } role ? [role] : Array.Empty<string>()];
        return roles.FirstOrDefault(r => !AccountRole.All.Contains(r)) is { } unknown
                ? $"{Section}: the role '{unknown}' is unknown; use {string.Join(", ", AccountRole.All)}."
            : DefaultRole is null && (RoleClaim is null || Roles.Count == 0)
                ? $"{Section}: nobody could sign in; give a DefaultRole, or a RoleClaim and Roles."
            : null;
    }
}
