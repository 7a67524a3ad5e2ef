using Platform.Contracts;
using Platform.DatasetClient;

namespace Platform.Workbench.Jobs;

/// <summary>Reads what pages about jobs show.</summary>
internal sealed class JobReader(IDatasetApi dataset, JobLines lines)
{
    /// <summary>The first page.</summary>
    public async Task<HomeView> Home(CancellationToken cancellationToken)
    {
        var jobs = lines.List(null, cancellationToken);
        var rounds = dataset.GetRounds(cancellationToken);
        var dispatcher = dataset.GetDispatcher(cancellationToken);
        return new(await jobs, await rounds, (await dispatcher).Paused);
    }

    /// <summary>One job.</summary>
    public async Task<JobView> Job(Guid id, CancellationToken cancellationToken)
    {
        var line = await lines.Get(id, cancellationToken);
        return new(
            line,
            line.Job.Kind switch
            {
                JobKinds.Experiment => (await dataset.GetExperiment(id, cancellationToken)).Jobs,
                JobKinds.Generations => (await dataset.GetGenerationsProgress(id, cancellationToken)).Jobs,
                _ => [],
            },
            line.Job.Kind == JobKinds.Training ? await dataset.GetTraining(id, cancellationToken) : null
        );
    }
}
