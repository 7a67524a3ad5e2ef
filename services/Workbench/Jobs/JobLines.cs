using Platform.DatasetClient;

namespace Platform.Workbench.Jobs;

/// <summary>Jobs of every kind with their subjects.</summary>
internal sealed class JobLines(IDatasetApi dataset, JobSubjects subjects)
{
    /// <summary>Newest first; kind null: all.</summary>
    public async Task<IReadOnlyList<JobLine>> List(string? kind, CancellationToken cancellationToken)
    {
        var jobs = await dataset.GetJobs(string.IsNullOrEmpty(kind) ? null : kind, cancellationToken);
        await subjects.Learn(dataset, jobs, cancellationToken);
        return [.. jobs.Select(j => new JobLine(j, subjects.Of(j.Id)))];
    }

    public async Task<JobLine> Get(Guid id, CancellationToken cancellationToken)
    {
        var job = await dataset.GetJob(id, cancellationToken);
        await subjects.Learn(dataset, [job], cancellationToken);
        return new(job, subjects.Of(id));
    }
}
