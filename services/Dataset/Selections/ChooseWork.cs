using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Settings;
using Platform.Dataset.Work;

namespace Platform.Dataset.Selections;

/// <summary>Work item that chooses the solutions of a selection: <see cref="ChooseSolutions"/>.</summary>
internal sealed class ChooseWork(IOptions<DatasetOptions> options)
    : SelectorWork(WorkKinds.Choose, Queues.ChooseSolutions, options.Value, job => new ChooseSolutions(job));

/// <summary>Closes the item.</summary>
internal sealed class SolutionsChosenConsumer(WorkResults results)
    : SelectorAnswerConsumer<SolutionsChosen>(WorkKinds.Choose, results);
