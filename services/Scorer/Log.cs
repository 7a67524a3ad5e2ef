using Platform.Inference;

namespace Platform.Scorer;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Loaded {Name} ({Version}) on {Runs} in {Type}")]
    public static partial void Loaded(this ILogger log, string name, string version, Provider runs, string type);

    [LoggerMessage(LogLevel.Information, "Opened {Name} ({Version}) at {Endpoint}")]
    public static partial void Opened(this ILogger log, string name, string version, string endpoint);

    [LoggerMessage(LogLevel.Warning, "A graph of {Name} in 16 bits is not used: {Reason}")]
    public static partial void Fallback(this ILogger log, string name, string reason);

    [LoggerMessage(LogLevel.Error, "Reward model {Version} cannot be used: {Reason}")]
    public static partial void UnusableModel(this ILogger log, string version, string reason);

    [LoggerMessage(LogLevel.Error, "A round of model runs failed")]
    public static partial void RoundBroke(this ILogger log, Exception exception);
}
