using Platform.Inference;

namespace Platform.Generator;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Generated {Solutions} of {Count} samples")]
    public static partial void Generated(ILogger logger, int solutions, int count);

    [LoggerMessage(LogLevel.Warning, "Retrying in {Seconds:0.0} s: {Reason}")]
    public static partial void AskingAgain(ILogger logger, string reason, double seconds);

    [LoggerMessage(LogLevel.Information, "{Server} takes max_completion_tokens in place of max_tokens")]
    public static partial void MaxCompletionTokens(ILogger logger, Uri server);

    [LoggerMessage(LogLevel.Information, "Loaded {Name} ({Version}) on {Runs} in {Type}")]
    public static partial void Loaded(ILogger logger, string name, string version, Provider runs, string type);

    [LoggerMessage(LogLevel.Warning, "A graph of {Name} in 16 bits is not used: {Reason}")]
    public static partial void Fallback(ILogger logger, string name, string reason);

    [LoggerMessage(LogLevel.Information, "Request {Request} was abandoned by its sender, and is cancelled")]
    public static partial void Cancelled(ILogger logger, Guid? request);
}
