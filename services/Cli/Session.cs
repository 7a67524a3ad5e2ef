using Platform.Cli.Jobs;
using Polly;
using Polly.Retry;

namespace Platform.Cli;

/// <summary>The environment of a command.</summary>
/// <param name="Terminal">Where it reads and writes.</param>
/// <param name="Environment">Reads an environment variable.</param>
/// <param name="Time">For rates, delays and deadlines.</param>
/// <param name="Patience">How long it retries.</param>
/// <param name="Publish">Publishes a job to the broker's queue and returns when the broker has confirmed it.</param>
internal sealed record Session(
    Terminal Terminal,
    Func<string, string?> Environment,
    TimeProvider Time,
    Patience Patience,
    Func<Uri, QueuedJob, CancellationToken, Task> Publish
)
{
    public static Session OfThisProcess() =>
        new(
            Terminal.OfThisProcess(),
            System.Environment.GetEnvironmentVariable,
            TimeProvider.System,
            new Patience(),
            JobQueue.Publish
        );

    /// <summary>Creates a retry policy for transient failures, limited in time.</summary>
    /// <param name="mayPass">Returns true if a failure is transient.</param>
    /// <param name="pause">Delay between two attempts.</param>
    /// <param name="patience">No attempt is made after this time.</param>
    /// <param name="first">Called with the first failure that is retried.</param>
    public ResiliencePipeline Retry(
        Func<Exception, bool> mayPass,
        TimeSpan pause,
        TimeSpan patience,
        Action<Exception>? first = null
    )
    {
        long started = Time.GetTimestamp();
        return new ResiliencePipelineBuilder { TimeProvider = Time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = attempt =>
                        ValueTask.FromResult(
                            attempt.Outcome.Exception is { } e && mayPass(e) && Time.GetElapsedTime(started) < patience
                        ),
                    MaxRetryAttempts = int.MaxValue,
                    Delay = pause,
                    OnRetry = attempt =>
                    {
                        if (attempt.AttemptNumber == 0)
                        {
                            first?.Invoke(attempt.Outcome.Exception!);
                        }

                        return default;
                    },
                }
            )
            .Build();
    }
}

/// <summary>
/// How long a command tries before it gives up; a restart of Dataset takes seconds, a restart of the broker about ten.
/// </summary>
internal sealed record Patience
{
    /// <summary>For a request to a Dataset that does not respond.</summary>
    public TimeSpan Ask { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>For a submission to a broker that does not respond.</summary>
    public TimeSpan Submit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For a running job if Dataset does not respond or does not take the job from the queue.</summary>
    public TimeSpan Follow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Interval between two status requests for a running job.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(400);
}
