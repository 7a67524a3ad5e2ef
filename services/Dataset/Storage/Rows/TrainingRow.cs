namespace Platform.Dataset.Storage;

/// <summary>The part of a training that is not in its job.</summary>
internal sealed class TrainingRow
{
    public Guid JobId { get; set; }

    /// <summary>Null if a rejected submission did not name one.</summary>
    public string? Train { get; set; }

    /// <summary>Name of the resulting model.</summary>
    public required string Name { get; set; }
    public required string[] Pools { get; set; }
    public string? Labeller { get; set; }
    public string? Outcome { get; set; }

    /// <summary>Selections whose solutions are trained on; empty for all solutions of the pools.</summary>
    public Guid[] Selections { get; set; } = [];

    /// <summary>Pools whose problems are left out, recognised by their text.</summary>
    public string[] NotIn { get; set; } = [];

    /// <summary>The base model as named in the submission.</summary>
    public string? Base { get; set; }

    /// <summary>The content hash to which the name resolved when the submission was accepted.</summary>
    public string? BaseVersion { get; set; }

    /// <summary>JSON of the whole recipe, defaults included.</summary>
    public required string Recipe { get; set; }

    /// <summary>SHA-256 of the frozen training set; null until it is frozen.</summary>
    public string? TrainingSet { get; set; }
    public int? Examples { get; set; }

    /// <summary>JSON of the frozen set's number of solutions by supervisor; null until it is frozen.</summary>
    public string? Supervisors { get; set; }

    /// <summary>JSON of the number of problems left out by pool of <see cref="NotIn"/>; null until the set is frozen.</summary>
    public string? LeftOut { get; set; }

    /// <summary>Furthest optimiser step reported.</summary>
    public int Step { get; set; }

    /// <summary>JSON of the last progress.</summary>
    public string? Progress { get; set; }

    /// <summary>Content hash of the resulting model.</summary>
    public string? Model { get; set; }
}

/// <summary>A point of a training's curve.</summary>
internal sealed class TrainingPointRow
{
    public Guid JobId { get; set; }
    public int Step { get; set; }
    public int Steps { get; set; }
    public double Loss { get; set; }
    public double LearningRate { get; set; }
    public double TokensPerSecond { get; set; }
    public long Tokens { get; set; }
    public double Seconds { get; set; }
}
