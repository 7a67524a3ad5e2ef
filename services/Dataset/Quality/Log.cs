namespace Platform.Dataset.Quality;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "The labels of {Labeller} were excluded")]
    public static partial void Excluded(this ILogger log, string labeller);

    [LoggerMessage(LogLevel.Information, "The labels of {Labeller} are no longer excluded")]
    public static partial void Included(this ILogger log, string labeller);
}
