using System.Diagnostics;

namespace Platform.Cli.Jobs;

/// <summary>Publishes a submission to the queue, retrying while the broker or Dataset restarts.</summary>
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
                    // If it is sent twice, it is still one job, because the id is the same.
                    await session.Publish(broker, job, token);
                },
                cancellationToken
            );
    }
}
