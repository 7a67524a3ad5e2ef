using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;
using Platform.Dataset.Work;

namespace Platform.Dataset.Experiments;

/// <summary>Work item that builds the report of an experiment: <see cref="SummariseExperiment"/>.</summary>
internal sealed class SummariseWork(IOptions<DatasetOptions> options)
    : SelectorWork(WorkKinds.Summarise, Queues.SummariseExperiment, options.Value, job => new SummariseExperiment(job));

/// <summary>Closes the item.</summary>
internal sealed class ExperimentSummarisedConsumer(WorkResults results)
    : SelectorAnswerConsumer<ExperimentSummarised>(WorkKinds.Summarise, results);
