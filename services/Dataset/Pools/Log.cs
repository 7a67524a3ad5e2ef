namespace Platform.Dataset.Pools;

internal static partial class Log
{
    [LoggerMessage(
        LogLevel.Information,
        "Imported into {Pool}: {Problems} problems, {Solutions} solutions added, {Unchanged} unchanged, {Errors} errors"
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
