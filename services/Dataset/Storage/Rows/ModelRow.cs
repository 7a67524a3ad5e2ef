namespace Platform.Dataset.Storage;

/// <summary>A model identified by its content, or the scores that were imported with a pool.</summary>
internal sealed class ModelRow
{
    public const string Imported = "imported";

    public long Id { get; set; }
    public required string Name { get; set; }

    /// <summary>SHA-256 of the directory, or <see cref="Imported"/>.</summary>
    public required string Version { get; set; }

    /// <summary>One of <see cref="Contracts.ModelKind"/>.</summary>
    public required string Kind { get; set; }
    public required string[] Classes { get; set; }
    public long? PoolId { get; set; }
    public string? Manifest { get; set; }
    public DateTimeOffset Registered { get; set; }
}

/// <summary>A file of a model's directory; its bytes are in the file store under their hash.</summary>
internal sealed class ModelFileRow
{
    public long ModelId { get; set; }
    public required string Path { get; set; }
    public required string Sha256 { get; set; }
    public long Bytes { get; set; }
}
