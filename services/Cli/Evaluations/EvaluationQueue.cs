using System.Text.Json;
using Platform.Cli.Jobs;
using Platform.Contracts;

namespace Platform.Cli.Evaluations;

/// <summary>The queue <c>evaluation-jobs</c>.</summary>
internal static class EvaluationQueue
{
    public const string Name = "evaluation-jobs";

    public static byte[] Body(SubmitEvaluation job) => JsonSerializer.SerializeToUtf8Bytes(job, JobQueue.Json);

    public static QueuedJob Job(SubmitEvaluation job) => new(Name, job.EvaluationId!.Value, Body(job));
}
