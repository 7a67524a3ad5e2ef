using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.DatasetClient;

namespace Platform.Selector;

/// <summary>Fetches the columns, computes the report, stores it in Dataset.</summary>
internal sealed class Reporting(
    IDatasetApi dataset,
    IOptions<SelectorOptions> options,
    SelectorMetrics metrics,
    TimeProvider time,
    ILogger<Reporting> log
)
{
    public async Task Report(Guid evaluation, CancellationToken cancellationToken)
    {
        await using var stream = await dataset.GetColumns(evaluation, cancellationToken);
        var (header, problems) = await Columns.Read(stream, cancellationToken);
        long start = time.GetTimestamp();
        var (report, picks) = Evaluations.Report.BuildWithPicks(header, problems, options.Value);
        double seconds = time.GetElapsedTime(start).TotalSeconds;
        metrics.Reported(report.Solutions, seconds);
        await dataset.PutReport(evaluation, new ReportResult(report, seconds, picks), cancellationToken);
        log.Reported(evaluation, report.Problems, report.Solutions, report.Strategies.Count, seconds);
    }
}
