namespace Platform.Dataset.Labels;

internal static partial class Log
{
    [LoggerMessage(
        LogLevel.Information,
        "The oracle labelled {Added} of {Solutions} solutions of pool {Pool}; {Unknown} are of unknown problems"
    )]
    public static partial void Labelled(this ILogger log, string pool, int added, int unknown, int solutions);
}
