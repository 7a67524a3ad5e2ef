using System.CommandLine;

namespace Platform.Cli;

/// <summary><c>wait</c>: waits for the platform, for scripts that start it in the background.</summary>
internal static class WaitCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static Verb Create(Session session)
    {
        var timeout = new Option<double>("--timeout")
        {
            Description = "Seconds to wait",
            HelpName = "S",
            DefaultValueFactory = _ => 120,
        };
        var verb = new Verb(
            "wait",
            "Wait until the platform is ready for work",
            "./platform up & ./platform wait --timeout 60 && ./platform pools"
        )
        {
            timeout,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetConnection(session);
                var limit = TimeSpan.FromSeconds(parsed.GetValue(timeout));
                var started = session.Time.GetTimestamp();
                while (await dataset.NotReady(cancellationToken) is { } reason)
                {
                    if (session.Time.GetElapsedTime(started) >= limit)
                    {
                        throw new CommandFailed(Exit.Unreachable, $"Waited {limit.TotalSeconds:0.#} s. {reason}");
                    }

                    await Task.Delay(Pause, session.Time, cancellationToken);
                }
                return Exit.Ok;
            }
        );
        return verb;
    }
}
