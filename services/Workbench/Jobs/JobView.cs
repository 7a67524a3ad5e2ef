using Platform.Contracts;

namespace Platform.Workbench.Jobs;

/// <summary>A job with what its page shows.</summary>
/// <param name="Line">The job and its subject.</param>
/// <param name="Planned">The jobs that its plan starts; empty for a job without a plan.</param>
/// <param name="Training">The training with its curve, if it is one.</param>
public sealed record JobView(JobLine Line, IReadOnlyList<PlannedJobStatus> Planned, TrainingStatus? Training);
