using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Selector.Documents;
using Platform.ServiceDefaults;

namespace Platform.Selector;

/// <summary>Columns in, report out: fetches, computes, hands the documents to Dataset.</summary>
internal sealed class Reporting(
    IDatasetApi dataset,
    IOptions<SelectorOptions> options,
    SelectorMetrics metrics,
    TimeProvider time,
    ILogger<Reporting> log
)
{
    /// <returns>The report as its event carries it.</returns>
    public async Task<EvaluationReport> Report(Guid evaluation, CancellationToken cancellationToken)
    {
        await using var stream = await dataset.GetColumns(evaluation, cancellationToken);
        var (header, problems) = await Columns.Read(stream, cancellationToken);
        long start = time.GetTimestamp();
        var report = Evaluations.Report.Build(header, problems, options.Value);
        var (csv, html) = (Csv.Render(report), Page.Render(report));
        double seconds = time.GetElapsedTime(start).TotalSeconds;
        metrics.Reported(report.Solutions, seconds);
        await dataset.PutReport(evaluation, new ReportDocuments(report, csv, html, seconds), cancellationToken);
        log.Reported(evaluation, report.Problems, report.Solutions, report.Strategies.Count, seconds);
        return Thinned.Of(report);
    }
}
