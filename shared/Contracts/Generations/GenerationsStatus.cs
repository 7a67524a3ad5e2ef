namespace Platform.Contracts;

/// <summary>Generations as returned by <c>GET /generations/{id}</c>.</summary>
/// <param name="Id">Their id.</param>
/// <param name="Plan">The plan; null if the submission was rejected.</param>
/// <param name="State">One of <see cref="JobState"/>.</param>
/// <param name="Paused">True if no further job is started.</param>
/// <param name="Reasons">Why it was rejected or failed.</param>
/// <param name="Submitted">When it was accepted or rejected.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Jobs">The jobs that it starts.</param>
/// <param name="Generations">The generations, as far as they are. Empty in lists.</param>
public sealed record GenerationsStatus(
    Guid Id,
    GenerationsPlan? Plan,
    string State,
    bool Paused,
    IReadOnlyList<string> Reasons,
    DateTimeOffset Submitted,
    DateTimeOffset? Ended,
    IReadOnlyList<PlannedJobStatus> Jobs,
    IReadOnlyList<GenerationSummary> Generations
);

/// <summary>One generation. What is not known yet is null.</summary>
/// <param name="Number">From 1; 0 is the selector before the first.</param>
/// <param name="Model">The model that it trained, as <c>name@version</c>; for 0 the selector.</param>
/// <param name="Selection">The selection.</param>
/// <param name="Training">The training.</param>
/// <param name="Evaluation">The evaluation on the held-out pool.</param>
/// <param name="Selected">Number of solutions selected.</param>
/// <param name="WrongShare">Share of the selected solutions with a wrong final answer.</param>
/// <param name="MedianScore">Median score of the selected solutions when they were selected.</param>
/// <param name="Problems">Number of problems that the selected solutions belong to.</param>
/// <param name="LabelledWrong">Share of the selected solutions in which the supervisor found a wrong step.</param>
/// <param name="Labelled">Solutions with labels, all generations so far.</param>
/// <param name="StepLabels">Step labels, all generations so far.</param>
/// <param name="Accuracy">Best-of-N of the model on the held-out pool (product), at the largest N.</param>
/// <param name="Auc">Area under the ROC curve of its step probabilities, if the held-out pool has step labels.</param>
/// <param name="Change">
/// Accuracy minus that of the generation before, over the same problems, with its paired 95 % interval.
/// </param>
/// <param name="Alarms">What has become worse, as sentences.</param>
public sealed record GenerationSummary(
    int Number,
    string? Model,
    Guid? Selection,
    Guid? Training,
    Guid? Evaluation,
    int? Selected,
    double? WrongShare,
    double? MedianScore,
    int? Problems,
    double? LabelledWrong,
    int? Labelled,
    long? StepLabels,
    CurvePoint? Accuracy,
    ValueInterval? Auc,
    ValueInterval? Change,
    IReadOnlyList<string> Alarms
);

/// <summary>A value with its 95 % interval.</summary>
/// <param name="Value">The value.</param>
/// <param name="Low">Lower end of the interval, if it has one.</param>
/// <param name="High">Upper end.</param>
public sealed record ValueInterval(double Value, double? Low, double? High);
