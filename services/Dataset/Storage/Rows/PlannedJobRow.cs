namespace Platform.Dataset.Storage;

/// <summary>A job that a plan starts; natural key (plan, name).</summary>
internal sealed class PlannedJobRow
{
    /// <summary>The plan's job.</summary>
    public Guid JobId { get; set; }
    public required string Name { get; set; }

    /// <summary>Its place in the plan, from 0.</summary>
    public int Ordinal { get; set; }

    /// <summary>The id that its job has once it is started.</summary>
    public Guid Id { get; set; }

    /// <summary>One of <see cref="Contracts.JobKinds"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>The submission as JSON.</summary>
    public required string Body { get; set; }

    /// <summary>Names of the jobs that must complete before it starts.</summary>
    public required string[] Needs { get; set; }
}

/// <summary>The part of an experiment that is not in its job.</summary>
internal sealed class ExperimentRow
{
    public Guid JobId { get; set; }

    /// <summary>JSON of the submission; null if it was rejected.</summary>
    public string? Request { get; set; }

    /// <summary>What is compared, as JSON; null if it was rejected.</summary>
    public string? Arms { get; set; }

    /// <summary>The report as JSON. The page is rendered from it.</summary>
    public string? Report { get; set; }
}

/// <summary>The part of a job of generations that is not in its job.</summary>
internal sealed class GenerationsRow
{
    public Guid JobId { get; set; }

    /// <summary>JSON of the submission; null if it was rejected.</summary>
    public string? Request { get; set; }
}
