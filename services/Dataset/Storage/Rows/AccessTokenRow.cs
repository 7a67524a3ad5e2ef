namespace Platform.Dataset.Storage;

/// <summary>A personal access token. Its text is not stored.</summary>
internal sealed class AccessTokenRow
{
    public Guid Id { get; set; }
    public required string Name { get; set; }

    /// <summary>Name of the account whose role limits it; null if it belongs to no account.</summary>
    public string? Owner { get; set; }

    /// <summary>One of <see cref="Contracts.AccessScope"/>.</summary>
    public required string Scope { get; set; }

    /// <summary>SHA-256 of the token's text.</summary>
    public required byte[] Sha256 { get; set; }
    public DateTimeOffset Created { get; set; }
    public DateTimeOffset Expires { get; set; }

    /// <summary>To the minute, so that a busy script does not write a row with every request.</summary>
    public DateTimeOffset? LastUsed { get; set; }
}
