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
    ReportLineage Lineage
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

/// <summary>The report in its three forms, as the selector hands it to Dataset.</summary>
/// <param name="Report">The whole report.</param>
/// <param name="Csv">One line a strategy and N.</param>
/// <param name="Html">One self-contained page.</param>
/// <param name="SelectSeconds">Time the selector computed, reading excluded.</param>
public sealed record ReportDocuments(EvaluationReport Report, string Csv, string Html, double SelectSeconds);
