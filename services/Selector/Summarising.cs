using Microsoft.Extensions.Options;
using Platform.DatasetClient;
using Platform.Selector.Experiments;

namespace Platform.Selector;

/// <summary>Fetches the evaluations of an experiment, computes its report, stores it in Dataset.</summary>
internal sealed class Summarising(
    IDatasetApi dataset,
    IOptions<SelectorOptions> options,
    TimeProvider time,
    ILogger<Summarising> log
)
{
    public async Task Summarise(Guid experiment, CancellationToken cancellationToken)
    {
        var arms = await dataset.GetArms(experiment, cancellationToken);
        var seconds = 0.0;
        var tested = new List<TestedRuns>();
        foreach (var runs in arms.Runs.GroupBy(r => r.Evaluation))
        {
            await using var stream = await dataset.GetColumns(runs.Key, cancellationToken);
            var (header, problems) = await Columns.Read(stream, cancellationToken);
            long start = time.GetTimestamp();
            tested.Add(TestedRuns.Of(header, problems, [.. runs], options.Value));
            seconds += time.GetElapsedTime(start).TotalSeconds;
        }

        long began = time.GetTimestamp();
        var report = Summary.Of(arms, tested, options.Value.Resamples);
        seconds += time.GetElapsedTime(began).TotalSeconds;
        await dataset.PutExperimentReport(experiment, report, cancellationToken);
        log.Summarised(experiment, arms.Runs.Count, tested.Count, seconds);
    }
}
