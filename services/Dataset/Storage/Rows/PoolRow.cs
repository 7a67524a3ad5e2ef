namespace Platform.Dataset.Storage;

/// <summary>A named set of problems with their sampled solutions.</summary>
internal sealed class PoolRow
{
    public long Id { get; set; }
    public required string Name { get; set; }
    public required string Format { get; set; }

    /// <summary>Incremented by every change to problems, solutions, verdicts or imported scores.</summary>
    public long Revision { get; set; }
    public DateTimeOffset Created { get; set; }
}

/// <summary>A problem within a pool; natural key (pool, key).</summary>
internal sealed class ProblemRow
{
    public long Id { get; set; }
    public long PoolId { get; set; }
    public required string Key { get; set; }
    public int Ordinal { get; set; }
    public required string Statement { get; set; }

    /// <summary>The reference answer; null if the file gives verdicts by other means (Game of 24).</summary>
    public string? Truth { get; set; }
    public string? Subject { get; set; }
    public string? Level { get; set; }
}

/// <summary>A sampled solution; natural key (problem, sample).</summary>
internal sealed class SolutionRow
{
    public long Id { get; set; }
    public long ProblemId { get; set; }
    public int Sample { get; set; }
    public required string[] Steps { get; set; }

    /// <summary>The reasoning of the model before the solution. It is not scored. Null if the solution has no reasoning.</summary>
    public string? Reasoning { get; set; }
    public string? Answer { get; set; }

    /// <summary>Which extraction rule found the answer, or <c>file</c>.</summary>
    public string? AnswerRule { get; set; }

    /// <summary>Canonical key; equal answers share it.</summary>
    public string? AnswerKey { get; set; }

    /// <summary>False if sampling was cut off; such a solution is kept, but never selected.</summary>
    public bool Finished { get; set; }
    public bool? Correct { get; set; }

    /// <summary>Source of the verdict: a grader's version, or <c>file:</c> followed by the format.</summary>
    public string? Grader { get; set; }

    /// <summary>What produced it (JSON of the generator's SampleSource); null for imports without a model.</summary>
    public string? Source { get; set; }

    /// <summary>
    /// JSON of the imported record's fields about problem and solution that no column holds, by format
    /// (<see cref="Formats.KeptFields"/>); null if there are none.
    /// </summary>
    public string? Record { get; set; }
}

/// <summary>One reward model's result for one solution: raw probabilities, or the reason why there are none.</summary>
internal sealed class ScoreRow
{
    public long ModelId { get; set; }
    public long SolutionId { get; set; }

    /// <summary>Rows of <see cref="Probabilities"/>: steps, or 1 for outcome models; 0 for a failure.</summary>
    public int Rows { get; set; }

    /// <summary>Row-major, one column per class.</summary>
    public double[]? Probabilities { get; set; }
    public string? Failure { get; set; }
}
