namespace Platform.Dataset.Jobs;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "{Kind} {Job} entered stage {Stage}")]
    public static partial void JobEntered(this ILogger log, string kind, Guid job, string stage);

    [LoggerMessage(LogLevel.Information, "{Kind} {Job} ended: {State}")]
    public static partial void JobEnded(this ILogger log, string kind, Guid job, string state);

    [LoggerMessage(LogLevel.Warning, "The lease of {Count} {Kind} items has expired; they are {State}")]
    public static partial void ItemsLost(this ILogger log, int count, string kind, string state);

    [LoggerMessage(LogLevel.Warning, "Published {Count} {Kind} items again")]
    public static partial void Republished(this ILogger log, int count, string kind);

    [LoggerMessage(LogLevel.Debug, "Work item {Item} was released: {Reason}")]
    public static partial void ItemReleased(this ILogger log, long? item, string reason);

    [LoggerMessage(LogLevel.Warning, "Ignored a result without a work item in its headers, sent to {Address}")]
    public static partial void NotOurs(this ILogger log, Uri? address);

    [LoggerMessage(LogLevel.Warning, "Dispatching failed and will be retried: {Reason}")]
    public static partial void DispatchFailed(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Information, "An operator paused the dispatcher")]
    public static partial void DispatcherPaused(this ILogger log);

    [LoggerMessage(LogLevel.Information, "An operator resumed the dispatcher")]
    public static partial void DispatcherResumed(this ILogger log);
}
