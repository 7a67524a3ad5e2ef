namespace Platform.Dataset.Models;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Registered model {Name} ({Kind}) as {Version}")]
    public static partial void ModelRegistered(this ILogger log, string name, string version, string kind);

    [LoggerMessage(LogLevel.Warning, "There is no models folder at '{Path}': set Dataset__ModelsPath")]
    public static partial void NoModels(this ILogger log, string? path);

    [LoggerMessage(LogLevel.Error, "Skipped the model in {Directory}: {Reason}")]
    public static partial void ModelUnreadable(this ILogger log, string directory, string reason);
}
