namespace Platform.Workbench;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "{Name} has signed in as {Role}")]
    public static partial void SignedIn(this ILogger log, string name, string role);

    [LoggerMessage(LogLevel.Warning, "A sign-in as {Name} has failed")]
    public static partial void SignInFailed(this ILogger log, string name);

    [LoggerMessage(LogLevel.Warning, "{Name} is locked after too many failed sign-ins")]
    public static partial void Locked(this ILogger log, string name);

    [LoggerMessage(LogLevel.Information, "{Administrator} has changed the account {Name}: {Change}")]
    public static partial void AccountChanged(this ILogger log, string administrator, string name, string change);

    [LoggerMessage(LogLevel.Information, "{Name} has a new password")]
    public static partial void PasswordChanged(this ILogger log, string name);

    [LoggerMessage(LogLevel.Information, "{Name} has made the token {Token} with the scope {Scope}")]
    public static partial void TokenMade(this ILogger log, string name, string token, string scope);

    [LoggerMessage(LogLevel.Information, "{Name} has revoked the token {Id}")]
    public static partial void TokenRevoked(this ILogger log, string name, Guid id);

    [LoggerMessage(LogLevel.Warning, "A sign-in with the OpenID provider has failed: {Reason}")]
    public static partial void OpenIdFailed(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Information, "{Count} accounts of {File} were stored in Dataset")]
    public static partial void AccountsTakenOver(this ILogger log, int count, string file);

    [LoggerMessage(LogLevel.Information, "Waiting for Dataset: {Reason}")]
    public static partial void WaitingForDataset(this ILogger log, string reason);

    [LoggerMessage(LogLevel.Warning, "Dataset does not answer: {Reason}")]
    public static partial void DatasetSilent(this ILogger log, string reason);
}
