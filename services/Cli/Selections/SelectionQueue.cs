using System.Text.Json;
using Platform.Cli.Jobs;
using Platform.Contracts;

namespace Platform.Cli.Selections;

/// <summary>The queue <c>selection-jobs</c>.</summary>
internal static class SelectionQueue
{
    public static QueuedJob Job(SubmitSelection job) =>
        new(Queues.SelectionJobs, job.SelectionId!.Value, JsonSerializer.SerializeToUtf8Bytes(job, JobQueue.Json));
}
