namespace Platform.Dataset.Storage;

/// <summary>The part of a selection that is not in its job.</summary>
internal sealed class SelectionRow
{
    public Guid JobId { get; set; }

    /// <summary>Null for a rejected submission that names no known pool.</summary>
    public long? PoolId { get; set; }
    public required string PoolName { get; set; }

    /// <summary>JSON of the submission; null if it was rejected.</summary>
    public string? Request { get; set; }

    /// <summary>Round of labelling; null if it was rejected.</summary>
    public int? Generation { get; set; }

    /// <summary>The pool's revision that was selected from.</summary>
    public long? PoolRevision { get; set; }

    /// <summary>Number of chosen solutions; null until they are frozen.</summary>
    public int? Selected { get; set; }

    /// <summary>SHA-256 of the chosen solutions' lines in the file store.</summary>
    public string? Sha256 { get; set; }

    /// <summary>The report as JSON. The page is rendered from it.</summary>
    public string? Report { get; set; }
    public double SelectSeconds { get; set; }
}

/// <summary>The reward models of a selection, in their order.</summary>
internal sealed class SelectionModelRow
{
    public Guid JobId { get; set; }
    public long ModelId { get; set; }
    public int Ordinal { get; set; }
}

/// <summary>A chosen solution; natural key (selection, solution).</summary>
internal sealed class SelectedSolutionRow
{
    public Guid JobId { get; set; }
    public long SolutionId { get; set; }

    /// <summary>Its place in the selection, from 0.</summary>
    public int Ordinal { get; set; }

    /// <summary>Its place among the selectable solutions of its problem, from 1.</summary>
    public int Rank { get; set; }

    /// <summary>Why it was chosen: <see cref="Contracts.ChosenSolution.Reason"/>.</summary>
    public required string Reason { get; set; }

    /// <summary>Its score when it was chosen, as a probability.</summary>
    public double Score { get; set; }

    /// <summary>Its uncertainty; null if the policy does not rank by it.</summary>
    public double? Uncertainty { get; set; }
}
