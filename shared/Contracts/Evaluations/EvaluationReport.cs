namespace Platform.Contracts;

/// <summary>How good selection is, for every N and every strategy, on one pool. Accuracies are fractions in [0, 1].</summary>
/// <param name="Evaluation">The evaluation's id.</param>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Problems">Problems in the pool, those without a candidate included.</param>
/// <param name="Samples">Slots per problem (M): the largest number of samples any problem has; others are padded.</param>
/// <param name="Solutions">Solutions in the pool.</param>
/// <param name="Strategies">The curves.</param>
/// <param name="Differences">Paired differences between strategies over the same problems.</param>
/// <param name="Breakdowns">The largest N by subject, level and difficulty quintile.</param>
/// <param name="Failures">What could not be generated or scored, by stage, model and reason.</param>
/// <param name="Lineage">What the numbers come from.</param>
/// <param name="Steps">
/// How well process models judge single steps, where the pool has step labels: best-of-N alone flatters models that tolerate
/// right answers from wrong reasoning. Null in reports from before it was measured.
/// </param>
public sealed record EvaluationReport(
    Guid Evaluation,
    string Pool,
    int Problems,
    int Samples,
    int Solutions,
    IReadOnlyList<StrategyCurve> Strategies,
    IReadOnlyList<StrategyDifference> Differences,
    IReadOnlyList<Breakdown> Breakdowns,
    IReadOnlyList<EvaluationFailure> Failures,
    ReportLineage Lineage,
    IReadOnlyList<StepMetrics>? Steps = null
);

/// <summary>One strategy's accuracy as a function of N.</summary>
/// <param name="Name">
/// <c>prm.product</c>, <c>prm.min</c>, <c>prm.last</c>, <c>prm.mean</c> (suffix <c>.neutral-negative</c> for the other policy),
/// <c>orm</c>, <c>majority</c>, <c>weighted.</c> followed by one of those, <c>pass</c>; <c>:model</c> is added where several models
/// of a kind compete and for scores that came with the pool.
/// </param>
/// <param name="Curve">Ascending in N.</param>
public sealed record StrategyCurve(string Name, IReadOnlyList<CurvePoint> Curve);

/// <summary>Accuracy at one N with its 95 % interval by bootstrap over problems.</summary>
public sealed record CurvePoint(int N, double Accuracy, double Low, double High);

/// <summary>Accuracy of <paramref name="Strategy"/> minus that of <paramref name="Against"/>, with its paired 95 % interval.</summary>
public sealed record StrategyDifference(
    string Strategy,
    string Against,
    int N,
    double Difference,
    double Low,
    double High
);

/// <summary>One group of problems.</summary>
/// <param name="By"><c>subject</c>, <c>level</c> or <c>quintile</c> (1 = easiest, by the problem's fraction of right samples).</param>
/// <param name="Group">The group's name.</param>
/// <param name="Problems">Problems in it.</param>
/// <param name="Strategies">Each strategy at N = the pool's largest.</param>
public sealed record Breakdown(string By, string Group, int Problems, IReadOnlyList<StrategyCurve> Strategies);

/// <summary>
/// One process model against one labeller, on the finished solutions that both have seen; P(step correct) counts neutral as
/// correct. Intervals are 95 % by bootstrap over problems.
/// </summary>
/// <param name="Model">The model's name, with <c>@</c> and its version's first letters where several share it.</param>
/// <param name="Labeller"><c>file</c>, or who judged and in which version: <c>oracle:synthetic-1</c>.</param>
/// <param name="Solutions">Solutions with a score and at least one rated step.</param>
/// <param name="Rated">Their rated steps.</param>
/// <param name="Positive">Fraction of these rated +1.</param>
/// <param name="Neutral">Fraction rated 0.</param>
/// <param name="Negative">Fraction rated -1.</param>
/// <param name="Auc">
/// Area under the ROC curve of P(step correct) against a label of at least 0, ties counting half; null where no step or every
/// step is rated -1.
/// </param>
/// <param name="Low">Lower end of its interval, if it has one.</param>
/// <param name="High">Upper end.</param>
/// <param name="FirstError">How often the model finds the first wrong step.</param>
public sealed record StepMetrics(
    string Model,
    string Labeller,
    int Solutions,
    int Rated,
    double Positive,
    double Neutral,
    double Negative,
    double? Auc,
    double? Low,
    double? High,
    FirstErrorMetrics FirstError
);

/// <summary>
/// First-error accuracy (ProcessBench): the predicted first wrong step, the first whose P(correct) is under 0.5, must be the
/// labelled one, "none" included.
/// </summary>
/// <param name="Erroneous">Solutions with a step labelled wrong and every step before it rated.</param>
/// <param name="Correct">Solutions with every step rated and none wrong.</param>
/// <param name="Undecided">Solutions left out: an unrated step stands before the first wrong one, or there is none.</param>
/// <param name="ErroneousAccuracy">Fraction of the erroneous ones whose first wrong step was predicted; null where there are none.</param>
/// <param name="CorrectAccuracy">Fraction of the correct ones in which none was predicted; null where there are none.</param>
/// <param name="F1">Harmonic mean of the two, if both are there.</param>
/// <param name="Low">Lower end of its interval, if it has one.</param>
/// <param name="High">Upper end.</param>
public sealed record FirstErrorMetrics(
    int Erroneous,
    int Correct,
    int Undecided,
    double? ErroneousAccuracy,
    double? CorrectAccuracy,
    double? F1,
    double? Low,
    double? High
);

/// <summary>Solutions that have no score (or samples that could not be made), for one reason.</summary>
/// <param name="Stage"><c>generate</c> or <c>score</c>.</param>
/// <param name="Model">The reward model, for scores.</param>
/// <param name="Reason">As reported.</param>
/// <param name="Count">How many solutions.</param>
/// <param name="Examples">A few of them as <c>problem key #sample</c>.</param>
public sealed record EvaluationFailure(
    string Stage,
    string? Model,
    string Reason,
    int Count,
    IReadOnlyList<string> Examples
);

/// <summary>What a report's numbers come from.</summary>
/// <param name="Models">Reward models by the name used in the strategies.</param>
/// <param name="Graders">Who judged the answers, with version, and how many verdicts each gave.</param>
/// <param name="PoolRevision">The pool's revision when its columns were read.</param>
/// <param name="Seed">Seed of bootstrap and voting draws.</param>
/// <param name="Resamples">Bootstrap resamples.</param>
/// <param name="Ties">How ties between scores and between votes were decided.</param>
public sealed record ReportLineage(
    IReadOnlyList<ModelLineage> Models,
    IReadOnlyDictionary<string, int> Graders,
    long PoolRevision,
    long Seed,
    int Resamples,
    string Ties
);

/// <summary>A reward model behind a report.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Content hash, or <c>imported</c>.</param>
/// <param name="Kind"><c>process</c> or <c>outcome</c>.</param>
/// <param name="Classes">Names of its probability columns.</param>
/// <param name="Scored">Solutions of the pool that it gave a score. A model with none has no strategies.</param>
public sealed record ModelLineage(
    string Name,
    string Version,
    string Kind,
    IReadOnlyList<string> Classes,
    int Scored = 0
);

/// <summary>A report as the selector hands it to Dataset.</summary>
/// <param name="Report">The whole report.</param>
/// <param name="SelectSeconds">Time the selector computed, reading excluded.</param>
public sealed record ReportResult(EvaluationReport Report, double SelectSeconds);
