namespace Platform.Trainer;

/// <summary>Log messages of the trainer.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Training {Training} started or resumed: {Name}")]
    public static partial void Begins(this ILogger log, Guid training, string name);

    [LoggerMessage(LogLevel.Information, "Training {Training} ended on this trainer: {End}")]
    public static partial void Ended(this ILogger log, Guid training, string end);

    [LoggerMessage(LogLevel.Error, "Training {Training} failed")]
    public static partial void Broke(this ILogger log, Guid training, Exception exception);

    [LoggerMessage(LogLevel.Error, "Training {Training} was abandoned")]
    public static partial void LetGo(this ILogger log, Guid training, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Training {Training} continues without contact with Dataset: {Reason}")]
    public static partial void Unheard(this ILogger log, Guid training, string reason);

    [LoggerMessage(LogLevel.Warning, "Dataset does not respond ({Reason}); retrying until it does")]
    public static partial void DatasetAway(this ILogger log, string reason);
}
