using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Selector.Searches;

namespace Platform.Selector;

/// <summary>Fetches the columns of a search, computes its report, stores it in Dataset.</summary>
internal sealed class Comparing(
    IDatasetApi dataset,
    IOptions<SelectorOptions> options,
    TimeProvider time,
    ILogger<Comparing> log
)
{
    public async Task Compare(Guid search, CancellationToken cancellationToken)
    {
        await using var stream = await dataset.GetSearchColumns(search, cancellationToken);
        var (header, problems) = await Columns.Read<SearchHeader, SearchColumns>(
            stream,
            h => h.Problems,
            cancellationToken
        );
        long start = time.GetTimestamp();
        var report = SearchReports.Of(header, problems, options.Value);
        double seconds = time.GetElapsedTime(start).TotalSeconds;
        await dataset.PutSearchReport(search, report, cancellationToken);
        log.Compared(search, report.Problems, report.Runs.Count, seconds);
    }
}
