using System.Diagnostics;

namespace Platform.Cli.Jobs;

/// <summary>Puts a submission on the queue, through a restart of the broker or of Dataset if need be.</summary>
internal static class Submit
{
    public static async Task Patiently(
        Session session,
        DatasetConnection dataset,
        QueuedJob job,
        CancellationToken cancellationToken
    )
    {
        using var export = dataset.Endpoints.Collector is { } collector ? SubmitTrace.Export(collector) : null;
        using var span = SubmitTrace.Source.StartActivity("submit", ActivityKind.Producer);
        span?.SetTag("platform.job", job.Id).SetTag("messaging.destination.name", job.Queue);
        var tried = false;
        await session
            .Retry(
                e => tried && e is CommandFailed { ExitCode: Exit.Unreachable },
                session.Patience.Poll,
                session.Patience.Submit,
                e => session.Terminal.Error.WriteLine($"{e.Message} Trying again.")
            )
            .ExecuteAsync(
                async token =>
                {
                    tried = false;
                    var broker =
                        dataset.Endpoints.Broker
                        ?? throw new CommandFailed(
                            Exit.Unreachable,
                            $"Dataset's address is known but not the broker's: set {Endpoints.BrokerVariable} too."
                        );
                    tried = true;
                    // Sent twice it is still one job: the id says so.
                    await session.Publish(broker, job, token);
                },
                cancellationToken
            );
    }
}
