namespace Platform.Dataset.Storage;

/// <summary>States of an evaluation, as they stand in the database and in the API.</summary>
internal static class EvaluationState
{
    public const string Accepted = "accepted";
    public const string Rejected = "rejected";
    public const string Generating = "generating";
    public const string Scoring = "scoring";
    public const string Selecting = "selecting";
    public const string Completed = "completed";
    public const string Failed = "failed";
}

/// <summary>Kinds of work items; also the names of the stages.</summary>
internal static class WorkKind
{
    public const string Generate = "generate";
    public const string Score = "score";
    public const string Select = "select";
}

/// <summary>States of a work item.</summary>
internal static class WorkState
{
    public const string Pending = "pending";
    public const string Published = "published";
    public const string Done = "done";
    public const string Failed = "failed";
}

/// <summary>States of a training, as they stand in the database and in the API.</summary>
internal static class TrainingState
{
    public const string Rejected = "rejected";
    public const string Accepted = "accepted";
    public const string Running = "running";
    public const string Cancelling = "cancelling";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
}

/// <summary>Kinds of models.</summary>
internal static class ModelKind
{
    public const string Process = "process";
    public const string Outcome = "outcome";
    public const string Language = "language";

    /// <summary>Those that score.</summary>
    public static readonly string[] Scoring = [Process, Outcome];
}
