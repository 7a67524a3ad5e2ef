namespace Platform.Workbench;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "{Name} has signed in as {Role}")]
    public static partial void SignedIn(this ILogger log, string name, string role);

    [LoggerMessage(LogLevel.Information, "A sign-in link for {Name} ({Role}) was made")]
    public static partial void LinkMade(this ILogger log, string name, string role);

    [LoggerMessage(LogLevel.Information, "The account {Name} was removed")]
    public static partial void AccountRemoved(this ILogger log, string name);

    [LoggerMessage(LogLevel.Warning, "Dataset does not answer: {Reason}")]
    public static partial void DatasetSilent(this ILogger log, string reason);
}
