namespace Platform.Dataset.Storage;

/// <summary>The part of an evaluation that is not in its job.</summary>
internal sealed class EvaluationRow
{
    public Guid JobId { get; set; }

    /// <summary>Null for a rejected submission that names no known pool.</summary>
    public long? PoolId { get; set; }
    public required string PoolName { get; set; }
    public required string[] Models { get; set; }
    public int? Samples { get; set; }

    /// <summary>JSON of the sampling, with the language model's version.</summary>
    public required string Sampling { get; set; }
    public long Seed { get; set; }

    /// <summary>How votes break ties: <c>uniform</c> or <c>first</c>.</summary>
    public required string Ties { get; set; }

    /// <summary>JSON of how process models are compared with step labels; null for the defaults.</summary>
    public string? Steps { get; set; }

    /// <summary>The pool's revision that the report covers.</summary>
    public long? PoolRevision { get; set; }
    public double SelectSeconds { get; set; }
}

/// <summary>The reward models of an evaluation, in the report's order.</summary>
internal sealed class EvaluationModelRow
{
    public Guid JobId { get; set; }
    public long ModelId { get; set; }
    public int Ordinal { get; set; }
}

/// <summary>A report; it is stored before the evaluation is completed.</summary>
internal sealed class ReportRow
{
    public Guid JobId { get; set; }

    /// <summary>The whole report as JSON. Pages and tables are rendered from it.</summary>
    public required string Json { get; set; }

    /// <summary>
    /// JSON of what the strategies pick, problem by problem; null without samples, and in reports from before it was kept.
    /// </summary>
    public string? Picks { get; set; }
}
