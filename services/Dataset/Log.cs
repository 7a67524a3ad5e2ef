namespace Platform.Dataset;

/// <summary>What Dataset says in the log.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Model {Name} ({Kind}) registered as {Version}")]
    public static partial void ModelRegistered(this ILogger log, string name, string version, string kind);

    [LoggerMessage(LogLevel.Warning, "No models folder at '{Path}': set Dataset__ModelsPath")]
    public static partial void NoModels(this ILogger log, string? path);

    [LoggerMessage(LogLevel.Error, "The model in {Directory} was passed over: {Reason}")]
    public static partial void ModelUnreadable(this ILogger log, string directory, string reason);

    [LoggerMessage(
        LogLevel.Information,
        "An oracle labelled {Added} of {Solutions} solutions of pool {Pool} anew; {Unknown} are of problems that none knows"
    )]
    public static partial void Labelled(this ILogger log, string pool, int added, int unknown, int solutions);

    [LoggerMessage(LogLevel.Information, "Evaluation {Evaluation} is {State}")]
    public static partial void EvaluationIs(this ILogger log, Guid evaluation, string state);

    [LoggerMessage(LogLevel.Warning, "{Count} {Kind} items were lost and are published again")]
    public static partial void Republished(this ILogger log, int count, string kind);

    [LoggerMessage(LogLevel.Error, "{Count} {Kind} items were lost too often and have failed")]
    public static partial void Lost(this ILogger log, int count, string kind);

    [LoggerMessage(LogLevel.Information, "Training {Training} is {State}")]
    public static partial void TrainingIs(this ILogger log, Guid training, string state);

    [LoggerMessage(LogLevel.Debug, "Training {Training} is offered again: {Reason}")]
    public static partial void TrainingReleased(this ILogger log, Guid training, string reason);

    [LoggerMessage(LogLevel.Warning, "The trainer of training {Training} was lost; the training is {State}")]
    public static partial void TrainerLost(this ILogger log, Guid training, string state);

    [LoggerMessage(LogLevel.Information, "Training {Training} learns from {Examples} examples, frozen as {Set}")]
    public static partial void TrainingSetFrozen(this ILogger log, Guid training, string set, int examples);

    [LoggerMessage(LogLevel.Warning, "Dispatching failed and is tried again: {Reason}")]
    public static partial void DispatchFailed(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Information, "An operator paused the dispatcher")]
    public static partial void DispatcherPaused(this ILogger log);

    [LoggerMessage(LogLevel.Information, "An operator resumed the dispatcher")]
    public static partial void DispatcherResumed(this ILogger log);

    [LoggerMessage(
        LogLevel.Information,
        "Pool {Pool}: {Problems} problems, {Solutions} solutions added, {Unchanged} unchanged, {Errors} errors"
    )]
    public static partial void Imported(
        this ILogger log,
        string pool,
        int problems,
        int solutions,
        int unchanged,
        int errors
    );
}
