using MassTransit;

namespace Platform.Dataset.Jobs;

/// <summary>Retry policy of Dataset's consumers for restarts of the database.</summary>
internal static class Retries
{
    /// <summary>Retries for about a minute and a half in total; then the message goes to the error queue.</summary>
    public static void WhileDatabaseRestarts(IRetryConfigurator retry) =>
        retry.Exponential(12, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(1));
}
