namespace Platform.Contracts;

/// <summary>
/// Asks for an experiment; the message on the queue <c>experiment-jobs</c>. Plain JSON with these names in camel case is
/// accepted from any AMQP client, for example
/// <c>{"experiment":"best-of-n","plan":{"models":["prm-1"],"tests":[{"name":"held-out"}]}}</c>.
/// </summary>
/// <param name="ExperimentId">Chosen by the sender so that a repeated submission is recognised; generated if absent.</param>
/// <param name="Experiment">One of <see cref="Experiments"/>.</param>
/// <param name="Plan">What it runs on. Which fields are needed depends on the experiment.</param>
public sealed record SubmitExperiment(Guid? ExperimentId, string Experiment, ExperimentPlan Plan);

/// <summary>Names of the experiments.</summary>
public static class Experiments
{
    /// <summary>Process, outcome by the supervisor, and outcome by the final answer, on the same solutions (Fig. 4).</summary>
    public const string Supervision = "supervision";

    /// <summary>Labels chosen by a policy against labels chosen by chance (Fig. 4a, section 4.2).</summary>
    public const string ActiveLearning = "active-learning";

    /// <summary>PRM, ORM, majority and weighted votes against N (Fig. 3, Table 4).</summary>
    public const string BestOfN = "best-of-n";

    /// <summary>The same on several pools, by subject (Table 1).</summary>
    public const string Generalisation = "generalisation";

    /// <summary>The same by difficulty quintile (Appendix G).</summary>
    public const string Difficulty = "difficulty";

    /// <summary>
    /// The Game of 24: process and outcome models after more and more texts, and without the states of the test.
    /// </summary>
    public const string Game24 = "game24";

    /// <summary>All names.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Supervision,
        ActiveLearning,
        BestOfN,
        Generalisation,
        Difficulty,
        Game24,
    ];
}

/// <summary>
/// The job is stored in the database; it will end with <see cref="ExperimentCompleted"/>, <see cref="ExperimentFailed"/> or
/// <see cref="ExperimentCancelled"/>.
/// </summary>
/// <param name="ExperimentId">Identifies the experiment in every later message and at <c>GET /experiments/{id}</c>.</param>
/// <param name="Experiment">One of <see cref="Experiments"/>.</param>
/// <param name="Jobs">Number of jobs that it will start.</param>
public sealed record ExperimentAccepted(Guid ExperimentId, string Experiment, int Jobs);

/// <summary>A submission was rejected. It is stored under its id, with the reasons.</summary>
/// <param name="ExperimentId">The sender's id if it could be read, otherwise a generated one.</param>
/// <param name="Reasons">Every reason, each naming the field and how to fix it.</param>
/// <param name="Submission">The body as received, truncated to 4,096 characters.</param>
public sealed record ExperimentRejected(Guid ExperimentId, IReadOnlyList<string> Reasons, string Submission);

/// <summary>The experiment has ended with a report, at <c>GET /experiments/{id}</c> and <c>/report.html</c>.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Experiment">One of <see cref="Experiments"/>.</param>
public sealed record ExperimentCompleted(Guid ExperimentId, string Experiment);

/// <summary>The experiment has ended without a report.</summary>
/// <param name="ExperimentId">The experiment.</param>
/// <param name="Reasons">Every reason.</param>
public sealed record ExperimentFailed(Guid ExperimentId, IReadOnlyList<string> Reasons);

/// <summary>The experiment was cancelled; what its jobs have made is kept.</summary>
/// <param name="ExperimentId">The experiment.</param>
public sealed record ExperimentCancelled(Guid ExperimentId);

/// <summary>Asks a selector for the report of an experiment whose jobs have completed.</summary>
/// <param name="ExperimentId">Its arms are at <c>GET /experiments/{id}/arms</c>.</param>
public sealed record SummariseExperiment(Guid ExperimentId);

/// <summary>The selector has stored the report with <c>PUT /experiments/{id}/report</c>.</summary>
/// <param name="ExperimentId">From <see cref="SummariseExperiment"/>.</param>
public sealed record ExperimentSummarised(Guid ExperimentId);
