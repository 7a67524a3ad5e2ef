namespace Platform.Dataset.Storage;

/// <summary>The part of a labelling that is not in its job.</summary>
internal sealed class LabellingRow
{
    public Guid JobId { get; set; }

    /// <summary>Null for a rejected submission that names no known pool or selection.</summary>
    public long? PoolId { get; set; }
    public string? PoolName { get; set; }

    /// <summary>The selection that is labelled; null for a whole pool.</summary>
    public Guid? SelectionId { get; set; }

    /// <summary>The supervisor as submitted: <c>oracle</c>, <c>answer</c>, <c>people</c>, <c>model:NAME</c> or <c>rollouts:MODEL</c>.</summary>
    public required string Supervisor { get; set; }

    /// <summary>The process model that supervises; null for other supervisors.</summary>
    public long? ModelId { get; set; }

    /// <summary>A step is wrong if the model gives it more than this P(negative).</summary>
    public double? Threshold { get; set; }

    /// <summary>The name under which labels of a model or of rollouts are stored; null for other supervisors.</summary>
    public string? Labeller { get; set; }

    /// <summary>JSON of the RolloutSettings; null for other supervisors.</summary>
    public string? Rollouts { get; set; }

    /// <summary>Generation of the labels.</summary>
    public int Generation { get; set; }

    /// <summary>People: how many different labellers rate each solution.</summary>
    public int Overlap { get; set; }

    /// <summary>People: share of each labeller's tasks that are hidden controls.</summary>
    public double Controls { get; set; }

    /// <summary>People: who gets tasks, as <c>person:NAME</c>; empty for everybody.</summary>
    public string[] Labellers { get; set; } = [];
}

/// <summary>How many solutions a labelling has added labels to, by labeller.</summary>
internal sealed class LabellingCountRow
{
    public Guid JobId { get; set; }
    public required string Labeller { get; set; }
    public int Added { get; set; }
}
