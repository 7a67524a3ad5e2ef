namespace Platform.Selector;

internal static partial class Log
{
    [LoggerMessage(
        LogLevel.Information,
        "Evaluation {EvaluationId}: {Problems} problems, {Solutions} solutions, {Strategies} strategies in {Seconds:F2} s"
    )]
    public static partial void Reported(
        this ILogger log,
        Guid evaluationId,
        int problems,
        int solutions,
        int strategies,
        double seconds
    );

    [LoggerMessage(
        LogLevel.Information,
        "Selection {SelectionId}: chose {Chosen} of {Selectable} selectable solutions out of {Solutions} in {Seconds:F2} s"
    )]
    public static partial void Chosen(
        this ILogger log,
        Guid selectionId,
        int chosen,
        int selectable,
        int solutions,
        double seconds
    );

    [LoggerMessage(
        LogLevel.Information,
        "Experiment {ExperimentId}: {Runs} results of {Evaluations} evaluations in {Seconds:F2} s"
    )]
    public static partial void Summarised(
        this ILogger log,
        Guid experimentId,
        int runs,
        int evaluations,
        double seconds
    );

    [LoggerMessage(
        LogLevel.Information,
        "Search {SearchId}: compared {Runs} searches on {Problems} problems in {Seconds:F2} s"
    )]
    public static partial void Compared(this ILogger log, Guid searchId, int problems, int runs, double seconds);
}
