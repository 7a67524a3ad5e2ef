namespace Platform.Dataset.Trainings;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Froze the training set of {Training} as {Set}: {Examples} examples")]
    public static partial void TrainingSetFrozen(this ILogger log, Guid training, string set, int examples);
}
