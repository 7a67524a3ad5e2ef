namespace Platform.Dataset.Storage;

/// <summary>What is decided about a labeller; a labeller without a row is neither screened nor excluded.</summary>
internal sealed class LabellerRow
{
    /// <summary><c>person:NAME</c>.</summary>
    public required string Name { get; set; }

    /// <summary>Number of the current screening, from 1.</summary>
    public int Attempt { get; set; }

    /// <summary>Whether the labeller has passed the current screening; null until it has ended.</summary>
    public bool? Admitted { get; set; }

    /// <summary>Since when the labeller's work is excluded; null if it is not.</summary>
    public DateTimeOffset? Excluded { get; set; }

    /// <summary>Why it is excluded.</summary>
    public string? Reason { get; set; }
}

/// <summary>A solution whose first error is known.</summary>
internal sealed class GoldSolutionRow
{
    public long SolutionId { get; set; }

    /// <summary>Every acceptable first bad step, 0-based and ascending; -1: no bad step.</summary>
    public required int[] FirstErrors { get; set; }

    /// <summary>A labeller, or <c>marked</c>.</summary>
    public required string Source { get; set; }
    public DateTimeOffset Marked { get; set; }
}
