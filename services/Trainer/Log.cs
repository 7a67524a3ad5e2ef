namespace Platform.Trainer;

/// <summary>What a trainer says in the log.</summary>
internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Training {Training} begins, or goes on: {Name}")]
    public static partial void Begins(this ILogger log, Guid training, string name);

    [LoggerMessage(LogLevel.Information, "Training {Training} has ended here: {End}")]
    public static partial void Ended(this ILogger log, Guid training, string end);

    [LoggerMessage(LogLevel.Error, "Training {Training} broke off")]
    public static partial void Broke(this ILogger log, Guid training, Exception exception);

    [LoggerMessage(LogLevel.Error, "Training {Training} was let go")]
    public static partial void LetGo(this ILogger log, Guid training, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Training {Training} goes on, though nobody hears of it: {Reason}")]
    public static partial void Unheard(this ILogger log, Guid training, string reason);

    [LoggerMessage(LogLevel.Warning, "Dataset does not answer ({Reason}); it is asked until it does")]
    public static partial void DatasetAway(this ILogger log, string reason);
}
