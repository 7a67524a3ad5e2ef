namespace Platform.Dataset.Plans;

/// <summary>A job that a plan starts.</summary>
/// <param name="Id">The id that its job will have.</param>
/// <param name="Name">Its name within the plan.</param>
/// <param name="Kind">One of <see cref="Contracts.JobKinds"/>.</param>
/// <param name="Body">The submission, with <paramref name="Id"/> as its id.</param>
/// <param name="Needs">Names of the jobs that must complete before it starts.</param>
/// <param name="Cost">What it costs.</param>
internal sealed record PlannedJob(
    Guid Id,
    string Name,
    string Kind,
    object Body,
    IReadOnlyList<string> Needs,
    JobCost Cost
);

/// <summary>What a job costs. Zero where nothing is known.</summary>
/// <param name="Generated">Solutions that are generated.</param>
/// <param name="Scored">Solutions times reward models.</param>
/// <param name="Trained">Solutions that a training reads, all passes together.</param>
/// <param name="Sampled">Most tokens that a labelling by rollouts samples.</param>
/// <param name="Unlimited">True for a labelling by rollouts without a token budget.</param>
internal readonly record struct JobCost(
    long Generated,
    long Scored,
    long Trained,
    long Sampled = 0,
    bool Unlimited = false
);
