namespace Platform.Dataset.Storage;

/// <summary>The part of a search that is not in its job.</summary>
internal sealed class SearchRow
{
    public Guid JobId { get; set; }

    /// <summary>The pool with the problems; null for a rejected submission that names no known pool.</summary>
    public long? PoolId { get; set; }
    public required string PoolName { get; set; }

    /// <summary>The pool that gets the solutions; null if the submission was rejected.</summary>
    public long? ResultId { get; set; }
    public required string ResultName { get; set; }

    /// <summary>The reward model; null if the submission was rejected.</summary>
    public long? ModelId { get; set; }

    /// <summary>JSON of the submission with its defaults; null if it was rejected.</summary>
    public string? Request { get; set; }

    /// <summary>JSON of the generator's SampleSource, without a seed; null before the first draws.</summary>
    public string? Source { get; set; }

    /// <summary>The report as JSON. The page is rendered from it.</summary>
    public string? Report { get; set; }
}

/// <summary>The search on one problem. The row is the lock of its tree.</summary>
internal sealed class SearchProblemRow
{
    public Guid JobId { get; set; }
    public long ProblemId { get; set; }

    /// <summary>The same problem in the pool that gets the solutions.</summary>
    public long ResultId { get; set; }

    /// <summary>Complete rounds.</summary>
    public int Round { get; set; }

    /// <summary>Tokens sampled.</summary>
    public long Tokens { get; set; }

    /// <summary>Whether the search has ended on it, and its solutions are stored.</summary>
    public bool Ended { get; set; }

    /// <summary>The first reason why draws or scores are missing.</summary>
    public string? Reason { get; set; }
}

/// <summary>A node of a tree; natural key (search, problem, node).</summary>
internal sealed class SearchNodeRow
{
    public Guid JobId { get; set; }
    public long ProblemId { get; set; }
    public int Node { get; set; }

    /// <summary>-1: it has none.</summary>
    public int Parent { get; set; }
    public int Round { get; set; }
    public int Subtree { get; set; }
    public required string Step { get; set; }
    public int Draws { get; set; }
    public int Tokens { get; set; }

    /// <summary>Number of a <see cref="Kernels.Search.NodeEnd"/>.</summary>
    public int Ending { get; set; }

    /// <summary>Number of a <see cref="Kernels.Search.NodeState"/>.</summary>
    public int State { get; set; }

    /// <summary>NaN: not scored.</summary>
    public double StepScore { get; set; }

    /// <summary>A natural logarithm; NaN: not scored.</summary>
    public double Score { get; set; }

    /// <summary>Of a node that ends a solution: the model's probabilities of all its steps, row-major.</summary>
    public double[]? Probabilities { get; set; }

    /// <summary>Number of the solution that ends here.</summary>
    public int? Sample { get; set; }
}
