namespace Platform.Contracts;

/// <summary>Accuracy of every selection strategy for every N on one pool. Accuracies are fractions in [0, 1].</summary>
/// <param name="Evaluation">The evaluation's id.</param>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Problems">Problems in the pool, including those without a candidate.</param>
/// <param name="Samples">Slots per problem (M): the largest number of samples any problem has; others are padded.</param>
/// <param name="Solutions">Solutions in the pool.</param>
/// <param name="Strategies">The curves.</param>
/// <param name="Differences">Paired differences between strategies over the same problems.</param>
/// <param name="Breakdowns">Accuracies at the largest N by subject, level and difficulty quintile.</param>
/// <param name="Failures">What could not be generated or scored, by stage, model and reason.</param>
/// <param name="Lineage">Provenance of the numbers.</param>
/// <param name="Steps">
/// How well process models judge individual steps, for every labeller and model, if the pool has step labels.
/// Best-of-N alone favours models that tolerate correct answers from wrong reasoning. Null in reports created before
/// this metric existed.
/// </param>
/// <param name="Coverage">
/// What the pool lacks and how that counts. Null in reports created before this was reported.
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
    IReadOnlyList<StepMetrics>? Steps = null,
    ReportCoverage? Coverage = null
);

/// <summary>One strategy's accuracy as a function of N.</summary>
/// <param name="Name">
/// <c>prm.product</c>, <c>prm.min</c>, <c>prm.last</c>, <c>prm.mean</c> (suffix <c>.neutral-negative</c> for the other
/// policy), <c>orm</c>, <c>majority</c>, <c>weighted.</c> followed by one of those, <c>pass</c>. <c>:model</c> is appended
/// if several models of a kind compete, and for scores that were imported with the pool.
/// </param>
/// <param name="Curve">Ascending in N.</param>
public sealed record StrategyCurve(string Name, IReadOnlyList<CurvePoint> Curve);

/// <summary>Accuracy at one N with its 95 % interval by bootstrap over problems.</summary>
public sealed record CurvePoint(int N, double Accuracy, double Low, double High);

/// <summary>
/// Accuracy of <paramref name="Strategy"/> minus that of <paramref name="Against"/>, with its 95 % interval (paired).
/// </summary>
public sealed record StrategyDifference(
    string Strategy,
    string Against,
    int N,
    double Difference,
    double Low,
    double High
);

/// <summary>One group of problems.</summary>
/// <param name="By">
/// <c>subject</c>, <c>level</c> or <c>quintile</c> (1 = easiest, by the problem's fraction of correct samples).
/// </param>
/// <param name="Group">The group's name.</param>
/// <param name="Problems">Problems in the group.</param>
/// <param name="Strategies">Accuracy of each strategy at the pool's largest N.</param>
public sealed record Breakdown(string By, string Group, int Problems, IReadOnlyList<StrategyCurve> Strategies);

/// <summary>Solutions without a score (or samples that could not be generated), for one reason.</summary>
/// <param name="Stage"><c>generate</c> or <c>score</c>.</param>
/// <param name="Model">The reward model, for the stage <c>score</c>.</param>
/// <param name="Reason">The reason as reported.</param>
/// <param name="Count">Number of solutions.</param>
/// <param name="Examples">A few of them, as <c>problem key #sample</c>.</param>
public sealed record EvaluationFailure(
    string Stage,
    string? Model,
    string Reason,
    int Count,
    IReadOnlyList<string> Examples
);

/// <summary>
/// What a pool lacks and how that counts: in the same way as in the evaluation of openai/prm800k, which pads every problem
/// to the same number of samples, leaves out samples without an answer, and counts a draw of nothing else as wrong.
/// </summary>
/// <param name="MissingSamples">Slots without a sample: problems times M, less the solutions.</param>
/// <param name="ShortProblems">Problems with fewer than M samples.</param>
/// <param name="EmptyProblems">Those of them without any sample, which are wrong at every N.</param>
/// <param name="Unselectable">Samples that are unfinished or have no answer: never selected, and no vote.</param>
/// <param name="Models">What each model has scored of the rest.</param>
/// <param name="Notes">The same in sentences, for whatever is not complete; empty if everything is.</param>
public sealed record ReportCoverage(
    long MissingSamples,
    int ShortProblems,
    int EmptyProblems,
    int Unselectable,
    IReadOnlyList<ModelCoverage> Models,
    IReadOnlyList<string> Notes
);

/// <summary>How much of a pool one model has scored, of the samples that can be selected.</summary>
/// <param name="Model">The model's name, with its version if several models of the report share the name.</param>
/// <param name="Scored">Samples with a usable score.</param>
/// <param name="Unscored">Samples without one: never selected by the model's strategies, and no vote in them.</param>
/// <param name="PartlyScored">Problems of which only some samples are scored.</param>
/// <param name="NotScored">Problems of which none is, although there are some; its strategies are wrong there.</param>
public sealed record ModelCoverage(string Model, int Scored, int Unscored, int PartlyScored, int NotScored);

/// <summary>Provenance of a report's numbers.</summary>
/// <param name="Models">Reward models by the name used in the strategies.</param>
/// <param name="Graders">Number of verdicts by grader and grader version.</param>
/// <param name="PoolRevision">The pool's revision when its columns were read.</param>
/// <param name="Seed">Seed of bootstrap and voting draws.</param>
/// <param name="Resamples">Bootstrap resamples.</param>
/// <param name="Ties">How ties between scores and between votes were broken, in words.</param>
/// <param name="VoteTies">
/// How ties between votes were broken; null in reports created before it could be chosen.
/// </param>
public sealed record ReportLineage(
    IReadOnlyList<ModelLineage> Models,
    IReadOnlyDictionary<string, int> Graders,
    long PoolRevision,
    long Seed,
    int Resamples,
    string Ties,
    VoteTies? VoteTies = null
);

/// <summary>A reward model behind a report.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Content hash, or <c>imported</c>.</param>
/// <param name="Kind"><c>process</c> or <c>outcome</c>.</param>
/// <param name="Classes">Names of its probability columns.</param>
/// <param name="Scored">Solutions of the pool that the model has scored. A model with none has no strategies.</param>
public sealed record ModelLineage(
    string Name,
    string Version,
    string Kind,
    IReadOnlyList<string> Classes,
    int Scored = 0
);

/// <summary>The selector's result, as sent to Dataset.</summary>
/// <param name="Report">The whole report.</param>
/// <param name="SelectSeconds">Compute time of the selector in seconds, excluding reading.</param>
/// <param name="Picks">What the strategies pick, problem by problem; null if there are no samples.</param>
public sealed record ReportResult(EvaluationReport Report, double SelectSeconds, EvaluationPicks? Picks = null);
