using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;
using Platform.Dataset.Work;

namespace Platform.Dataset.Evaluations;

/// <summary>Work item that builds the report of an evaluation: <see cref="BuildReport"/>.</summary>
internal sealed class ReportWork(IOptions<DatasetOptions> options)
    : SelectorWork(WorkKinds.Select, Queues.BuildReport, options.Value, job => new BuildReport(job));

/// <summary>Closes the item.</summary>
internal sealed class ReportBuiltConsumer(WorkResults results)
    : SelectorAnswerConsumer<ReportBuilt>(WorkKinds.Select, results);
