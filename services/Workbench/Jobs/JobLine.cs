using Platform.Contracts;

namespace Platform.Workbench.Jobs;

/// <summary>A job in a list.</summary>
/// <param name="Job">The job.</param>
/// <param name="Subject">What it is about: a pool, a model to train, or an experiment.</param>
public sealed record JobLine(JobStatus Job, string? Subject)
{
    /// <summary>Progress of the stage that it is in; null if it is in none, or the stage has no items.</summary>
    public StageProgress? Current =>
        JobState.IsOpen(Job.State) ? Job.Stages.LastOrDefault(s => s.Stage == Job.Stage) : null;

    /// <summary>Work items that failed, or solutions.</summary>
    public long Failed => Job.Stages.Sum(s => s.Failed);

    /// <summary>Whether there is a page that reports its result.</summary>
    public bool HasReport =>
        Job
            is {
                    State: JobState.Completed,
                    Kind: JobKinds.Evaluation or JobKinds.Selection or JobKinds.Experiment or JobKinds.Search
                }
                or { State: not JobState.Rejected, Kind: JobKinds.Generations };

    /// <summary>The latest jobs that have ended with a report. A report of generations can be read before they end.</summary>
    public static IReadOnlyList<JobLine> Reported(IReadOnlyList<JobLine> jobs) =>
        [.. jobs.Where(j => j is { HasReport: true, Job.Ended: not null }).Take(8)];

    /// <summary>Jobs that have not ended.</summary>
    public static IReadOnlyList<JobLine> Open(IReadOnlyList<JobLine> jobs) =>
        [.. jobs.Where(j => JobState.IsOpen(j.Job.State))];
}
