using System.Collections.Concurrent;
using Platform.Contracts;
using Platform.DatasetClient;

namespace Platform.Workbench.Jobs;

/// <summary>What jobs are about. It never changes, so Dataset is asked once for each job.</summary>
internal sealed class JobSubjects
{
    private readonly ConcurrentDictionary<Guid, string> _known = [];

    /// <summary>Null if Dataset does not say.</summary>
    public string? Of(Guid job) => _known.GetValueOrDefault(job) is { Length: > 0 } subject ? subject : null;

    /// <summary>Asks for the subjects of jobs that are not known yet.</summary>
    public async Task Learn(IDatasetApi dataset, IReadOnlyList<JobStatus> jobs, CancellationToken cancellationToken)
    {
        foreach (string kind in jobs.Where(j => !_known.ContainsKey(j.Id)).Select(j => j.Kind).Distinct().ToList())
        {
            foreach (var (id, subject) in await Ask(dataset, kind, cancellationToken))
            {
                _known[id] = subject ?? "";
            }
        }

        foreach (var job in jobs)
        {
            _known.TryAdd(job.Id, "");
        }
    }

    private static async Task<IEnumerable<(Guid Id, string? Subject)>> Ask(
        IDatasetApi dataset,
        string kind,
        CancellationToken cancellationToken
    ) =>
        kind switch
        {
            JobKinds.Evaluation => (await dataset.GetEvaluations(null, cancellationToken)).Select(e =>
                (e.Id, (string?)e.Pool)
            ),
            JobKinds.Selection => (await dataset.GetSelections(null, cancellationToken)).Select(s =>
                (s.Id, (string?)s.Pool)
            ),
            JobKinds.Search => (await dataset.GetSearches(null, cancellationToken)).Select(s =>
                (s.Id, (string?)s.Pool)
            ),
            JobKinds.Labelling => (await dataset.GetLabellings(cancellationToken)).Select(l =>
                (l.Id, (string?)$"{l.Pool} by {l.By.Split('@')[0]}")
            ),
            JobKinds.Training => (await dataset.GetTrainings(cancellationToken)).Select(t => (t.Id, (string?)t.Name)),
            JobKinds.Experiment => (await dataset.GetExperiments(cancellationToken)).Select(e =>
                (e.Id, e.Request?.Experiment)
            ),
            JobKinds.Generations => (await dataset.GetGenerations(cancellationToken)).Select(g => (g.Id, g.Plan?.Name)),
            _ => [],
        };
}
