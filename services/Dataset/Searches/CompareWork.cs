using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;
using Platform.Dataset.Work;

namespace Platform.Dataset.Searches;

/// <summary>Work item that builds the report of a search: <see cref="BuildSearchReport"/>.</summary>
internal sealed class CompareWork(IOptions<DatasetOptions> options)
    : SelectorWork(WorkKinds.Compare, Queues.BuildSearchReport, options.Value, job => new BuildSearchReport(job));

/// <summary>Closes the item.</summary>
internal sealed class SearchReportBuiltConsumer(WorkResults results)
    : SelectorAnswerConsumer<SearchReportBuilt>(WorkKinds.Compare, results);
