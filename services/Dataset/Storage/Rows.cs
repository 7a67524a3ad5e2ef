namespace Platform.Dataset.Storage;

/// <summary>A named set of problems with their sampled solutions.</summary>
internal sealed class PoolRow
{
    public long Id { get; set; }
    public required string Name { get; set; }
    public required string Format { get; set; }

    /// <summary>Goes up with every change to problems, solutions, verdicts or imported scores.</summary>
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

    /// <summary>The reference answer; null where the file judges by other means (Game of 24).</summary>
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
    public string? Answer { get; set; }

    /// <summary>Which extraction rule found the answer, or <c>file</c>.</summary>
    public string? AnswerRule { get; set; }

    /// <summary>Canonical form: equal answers share it.</summary>
    public string? AnswerKey { get; set; }

    /// <summary>False where sampling was cut off: kept, never selected.</summary>
    public bool Finished { get; set; }
    public bool? Correct { get; set; }

    /// <summary>Who gave the verdict: a grader's version, or <c>file:</c> and the format.</summary>
    public string? Grader { get; set; }

    /// <summary>What made it (JSON of the generator's SampleSource), null for imports.</summary>
    public string? Source { get; set; }
}

/// <summary>A model by content (a language model too: it has the kind <c>language</c>), or the scores that came with a pool.</summary>
internal sealed class RewardModelRow
{
    public const string Imported = "imported";

    public long Id { get; set; }
    public required string Name { get; set; }

    /// <summary>SHA-256 of the directory, or <see cref="Imported"/>.</summary>
    public required string Version { get; set; }
    public required string Kind { get; set; }
    public required string[] Classes { get; set; }
    public long? PoolId { get; set; }
    public string? Manifest { get; set; }
    public DateTimeOffset Registered { get; set; }
}

/// <summary>A file of a model's directory; its bytes lie in the file store under their hash.</summary>
internal sealed class ModelFileRow
{
    public long RewardModelId { get; set; }
    public required string Path { get; set; }
    public required string Sha256 { get; set; }
    public long Bytes { get; set; }
}

/// <summary>What one reward model gave one solution: probabilities as they came, or the reason why there are none.</summary>
internal sealed class ScoreRow
{
    public long RewardModelId { get; set; }
    public long SolutionId { get; set; }

    /// <summary>Rows of <see cref="Probabilities"/>: steps, or 1 for outcome models; 0 for a failure.</summary>
    public int Rows { get; set; }

    /// <summary>Row-major, a column a class.</summary>
    public double[]? Probabilities { get; set; }
    public string? Failure { get; set; }
}

internal sealed class EvaluationRow
{
    public Guid Id { get; set; }
    public long? PoolId { get; set; }
    public required string PoolName { get; set; }
    public required string[] Models { get; set; }
    public int? Samples { get; set; }
    public long Seed { get; set; }

    /// <summary>The submission as it was read (JSON), or as it came where it could not be.</summary>
    public required string Request { get; set; }
    public required string State { get; set; }
    public string[] Reasons { get; set; } = [];
    public DateTimeOffset Submitted { get; set; }
    public DateTimeOffset? Ended { get; set; }
    public long? PoolRevision { get; set; }
    public double SelectSeconds { get; set; }

    /// <summary>W3C trace context of the submission: what is done for the evaluation belongs to its trace.</summary>
    public string? TraceParent { get; set; }
    public string? TraceState { get; set; }
}

/// <summary>The reward models behind an evaluation, in the report's order.</summary>
internal sealed class EvaluationModelRow
{
    public Guid EvaluationId { get; set; }
    public long RewardModelId { get; set; }
    public int Ordinal { get; set; }
}

/// <summary>The report's three forms; there before the evaluation is completed.</summary>
internal sealed class ReportRow
{
    public Guid EvaluationId { get; set; }
    public required string Json { get; set; }
    public required string Csv { get; set; }
    public required string Html { get; set; }
}

/// <summary>One message's worth of work. These rows are the outbox.</summary>
internal sealed class WorkItemRow
{
    public long Id { get; set; }
    public Guid EvaluationId { get; set; }
    public required string Kind { get; set; }
    public long? ProblemId { get; set; }
    public long? RewardModelId { get; set; }

    /// <summary>What to score.</summary>
    public long[]? SolutionIds { get; set; }

    /// <summary>First sample to generate.</summary>
    public int? FirstSample { get; set; }

    /// <summary>Solutions in the item (1 for a selection).</summary>
    public int Count { get; set; }
    public int Failed { get; set; }
    public required string State { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset? Published { get; set; }
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>When its result came.</summary>
    public DateTimeOffset? Closed { get; set; }
    public string? Reason { get; set; }
    public double RunSeconds { get; set; }
}

/// <summary>What an operator told the dispatchers. One row; none: nothing.</summary>
internal sealed class DispatcherRow
{
    public const int Only = 1;

    public int Id { get; set; } = Only;

    /// <summary>Nothing new is published.</summary>
    public bool Paused { get; set; }

    /// <summary>When that was said last.</summary>
    public DateTimeOffset Changed { get; set; }
}
