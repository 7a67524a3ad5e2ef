namespace Platform.Contracts;

/// <summary>What an export writes: the query of <c>GET /pools/{name}/export</c>.</summary>
public sealed class ExportOptions
{
    /// <summary>One of <see cref="FileFormats.Written"/>; null for <c>pool</c>.</summary>
    public string? Format { get; init; }

    /// <summary>
    /// Labeller of the labels, with or without its version; null for <see cref="Labellers.File"/>. Of several labels of a
    /// solution, the latest are written; PRM800K has a line for each.
    /// </summary>
    public string? Labeller { get; init; }

    /// <summary>
    /// What neutral labels become in a format of two classes: <c>positive</c>, <c>negative</c>, or <c>drop</c>, which leaves
    /// out solutions that have one. Required if there are neutral labels.
    /// </summary>
    public string? Neutral { get; init; }

    /// <summary>
    /// Labels that are fractions become right from this fraction on, and wrong below it; above 0 and up to 1. Null: they stay
    /// fractions, and formats without fractions leave their solutions out.
    /// </summary>
    public double? LabelCut { get; init; }

    /// <summary>
    /// <c>lines</c> (a record a line), <c>json</c> (one JSON value) or <c>parquet</c>; null for the way in which the format is
    /// published.
    /// </summary>
    public string? Layout { get; init; }

    /// <summary>True to compress with gzip.</summary>
    public bool? Gzip { get; init; }

    /// <summary>Models whose scores are written, by name or version; null for those imported with the pool.</summary>
    public string[]? Model { get; init; }

    /// <summary>True to leave out quality-control questions of PRM800K.</summary>
    public bool? NotQualityControl { get; init; }

    /// <summary>True to leave out screening questions of PRM800K.</summary>
    public bool? NotScreening { get; init; }

    /// <summary>Only labels with one of these finish reasons of PRM800K; null for all.</summary>
    public string[]? FinishReason { get; init; }

    /// <summary>Only labels of these generations; null for all.</summary>
    public int[]? Generation { get; init; }

    /// <summary>Only labels of these labellers of PRM800K (<c>labeler</c>); null for all.</summary>
    public string[]? Annotator { get; init; }

    /// <summary>Pools whose problems are left out, recognised by their text; null for none.</summary>
    public string[]? NotIn { get; init; }

    /// <summary>True to refuse the export if a problem is in one of <see cref="NotIn"/>.</summary>
    public bool? RefuseOverlap { get; init; }
}
