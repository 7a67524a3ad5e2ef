using MassTransit;

namespace Platform.Dataset.Jobs;

/// <summary>How Dataset's consumers bear with a database that comes back.</summary>
internal static class Retries
{
    /// <summary>About a minute and a half in all, after which the message goes to the error queue.</summary>
    public static void WhileDatabaseRestarts(IRetryConfigurator retry) =>
        retry.Exponential(12, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(1));
}
