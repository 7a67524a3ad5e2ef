using Platform.Inference;

namespace Platform.Scorer;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Loaded {Name} ({Version}), runs on {Runs}")]
    public static partial void Loaded(this ILogger log, string name, string version, Provider runs);

    [LoggerMessage(LogLevel.Information, "Fetched reward model {Version}: {Files} files, {Bytes} bytes")]
    public static partial void Fetched(this ILogger log, string version, int files, long bytes);

    [LoggerMessage(LogLevel.Warning, "{Path} no longer holds what its name says; it is fetched again")]
    public static partial void Corrupted(this ILogger log, string path);

    [LoggerMessage(LogLevel.Error, "Evaluation {EvaluationId}: reward model {Version} cannot be used: {Reason}")]
    public static partial void UnusableModel(this ILogger log, Guid evaluationId, string version, string reason);

    [LoggerMessage(LogLevel.Error, "A round of model runs broke off")]
    public static partial void RoundBroke(this ILogger log, Exception exception);
}
