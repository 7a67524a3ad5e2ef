using Platform.Inference;

namespace Platform.Generator;

internal static partial class Log
{
    [LoggerMessage(
        LogLevel.Information,
        "Evaluation {Evaluation}: {Solutions} of {Count} samples of problem {Problem}"
    )]
    public static partial void Generated(ILogger logger, Guid evaluation, long problem, int solutions, int count);

    [LoggerMessage(LogLevel.Warning, "Asking again in {Seconds:0.0} s: {Reason}")]
    public static partial void AskingAgain(ILogger logger, string reason, double seconds);

    [LoggerMessage(LogLevel.Information, "Loaded {Name} ({Version}), runs on {Runs}")]
    public static partial void Loaded(ILogger logger, string name, string version, Provider runs);
}
