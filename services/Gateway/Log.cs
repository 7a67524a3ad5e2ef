namespace Platform.Gateway;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Request {Request} to the generators was abandoned; they are told to stop")]
    public static partial void Abandoned(this ILogger log, Guid request);

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} was refused with {Status}: {Reason}")]
    public static partial void Refused(this ILogger log, string method, string path, int status, string reason);

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    public static partial void Failed(this ILogger log, Exception exception, string method, string path);

    [LoggerMessage(
        LogLevel.Warning,
        "Dataset has not stored the tokens of the key {Key}; they are added later: {Reason}"
    )]
    public static partial void UsageNotStored(this ILogger log, string key, string reason);

    [LoggerMessage(LogLevel.Warning, "Request {Id} was not stored in the pool {Pool}: {Reason}")]
    public static partial void NotStored(this ILogger log, string id, string pool, string reason);
}
