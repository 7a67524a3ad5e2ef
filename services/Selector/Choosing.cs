using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Selector.Selections;

namespace Platform.Selector;

/// <summary>Fetches the columns of a selection, chooses its solutions, stores the choice in Dataset.</summary>
internal sealed class Choosing(
    IDatasetApi dataset,
    IOptions<SelectorOptions> options,
    SelectorMetrics metrics,
    TimeProvider time,
    ILogger<Choosing> log
)
{
    public async Task Choose(Guid selection, CancellationToken cancellationToken)
    {
        await using var stream = await dataset.GetSelectionColumns(selection, cancellationToken);
        var (header, problems) = await Columns.Read<SelectionHeader, SelectionColumns>(
            stream,
            h => h.Problems,
            cancellationToken
        );
        long start = time.GetTimestamp();
        var (chosen, report) = Choice.Of(header, problems, options.Value);
        double seconds = time.GetElapsedTime(start).TotalSeconds;
        metrics.Chosen(report.Solutions, seconds);
        await dataset.PutChoice(selection, new SelectionChoice(chosen, report, seconds), cancellationToken);
        log.Chosen(selection, chosen.Count, report.Selectable.Solutions, report.Solutions, seconds);
    }
}
