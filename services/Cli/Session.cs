using Platform.Cli.Jobs;

namespace Platform.Cli;

/// <summary>What a command needs of the world around it.</summary>
/// <param name="Terminal">Where it reads and writes.</param>
/// <param name="Environment">Reads an environment variable.</param>
/// <param name="Time">For rates, delays and deadlines.</param>
/// <param name="Patience">How long it tries.</param>
/// <param name="Publish">Puts a job on the broker's queue and returns when the broker has it.</param>
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
}

/// <summary>How long a command tries before it gives up; a restart of Dataset takes seconds, of the broker about ten.</summary>
internal sealed record Patience
{
    /// <summary>A question to a Dataset that does not answer.</summary>
    public TimeSpan Ask { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>A submission to a broker that does not answer.</summary>
    public TimeSpan Submit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A running job whose Dataset does not answer, or that nobody takes from the queue.</summary>
    public TimeSpan Follow { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two looks at a running job.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(400);
}
