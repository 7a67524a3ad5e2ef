using System.Text.Json;
using Platform.Cli.Jobs;
using Platform.Contracts;

namespace Platform.Cli.Evaluations;

/// <summary>The queue <c>evaluation-jobs</c>.</summary>
internal static class EvaluationQueue
{
    public static byte[] Body(SubmitEvaluation job) => JsonSerializer.SerializeToUtf8Bytes(job, JobQueue.Json);

    public static QueuedJob Job(SubmitEvaluation job) => new(Queues.EvaluationJobs, job.EvaluationId!.Value, Body(job));
}
