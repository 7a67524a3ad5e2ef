namespace Platform.Dataset.Trainings;

/// <summary>A training from its submission to its end. Its row is its work item and its outbox.</summary>
internal sealed class TrainingRow
{
    public Guid Id { get; set; }

    /// <summary>Null where a rejected submission did not say.</summary>
    public string? Train { get; set; }
    public required string Name { get; set; }
    public required string[] Pools { get; set; }
    public string? Labeller { get; set; }
    public string? Outcome { get; set; }

    /// <summary>As it was named.</summary>
    public string? Base { get; set; }

    /// <summary>The content hash that the name meant when the submission was accepted.</summary>
    public string? BaseVersion { get; set; }

    /// <summary>JSON of the whole recipe, defaults included; null for a rejected submission.</summary>
    public string? Recipe { get; set; }

    /// <summary>The submission as it was read (JSON), or as it came where it could not be.</summary>
    public required string Request { get; set; }
    public required string State { get; set; }
    public string[] Reasons { get; set; } = [];
    public DateTimeOffset Submitted { get; set; }
    public DateTimeOffset? Started { get; set; }
    public DateTimeOffset? Ended { get; set; }

    /// <summary>SHA-256 of the frozen training set; null until it is frozen.</summary>
    public string? TrainingSet { get; set; }
    public int? Examples { get; set; }

    /// <summary>Trainers lost since there was last some progress.</summary>
    public int Attempts { get; set; }

    /// <summary>Accepted: offered until then. Running: its trainer is lost if nothing is heard of it until then.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Furthest step heard of.</summary>
    public int Step { get; set; }

    /// <summary>JSON of the last progress.</summary>
    public string? Progress { get; set; }

    /// <summary>Content hash of the model it ended with.</summary>
    public string? Model { get; set; }

    /// <summary>W3C trace context of the submission: what is done for the training belongs to its trace.</summary>
    public string? TraceParent { get; set; }
    public string? TraceState { get; set; }
}

/// <summary>A point of a training's curve.</summary>
internal sealed class TrainingPointRow
{
    public Guid TrainingId { get; set; }
    public int Step { get; set; }
    public int Steps { get; set; }
    public double Loss { get; set; }
    public double LearningRate { get; set; }
    public double TokensPerSecond { get; set; }
    public long Tokens { get; set; }
    public double Seconds { get; set; }
}
