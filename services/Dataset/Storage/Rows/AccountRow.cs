namespace Platform.Dataset.Storage;

/// <summary>An account of the Workbench; the columns are described at <see cref="Contracts.StoredAccount"/>.</summary>
internal sealed class AccountRow
{
    public required string Name { get; set; }
    public required string Role { get; set; }
    public required string Stamp { get; set; }
    public required string Revision { get; set; }
    public DateTimeOffset Created { get; set; }
    public string? PasswordHash { get; set; }
    public int Failures { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }
    public bool Disabled { get; set; }
    public string? LinkSha256 { get; set; }
    public DateTimeOffset? LinkUntil { get; set; }
}

/// <summary>A sign-in of an OpenID provider that belongs to an account.</summary>
internal sealed class AccountLoginRow
{
    public required string Provider { get; set; }
    public required string Key { get; set; }
    public required string Account { get; set; }
}
