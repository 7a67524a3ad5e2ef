namespace Platform.Contracts;

/// <summary>The result of an experiment. Accuracies are fractions in [0, 1]; intervals are 95 %.</summary>
/// <param name="Experiment">The experiment's id.</param>
/// <param name="Name">One of <see cref="Experiments"/>.</param>
/// <param name="Samples">The largest N that all tests have.</param>
/// <param name="Curves">Accuracy of every arm at every size against N, the mean over seeds.</param>
/// <param name="Differences">Paired differences between arms at equal sizes.</param>
/// <param name="Slopes">How fast accuracy grows with the number of labelled solutions.</param>
/// <param name="Savings">Labels that an arm needs for the accuracy of another.</param>
/// <param name="Groups">Accuracy at the largest N by subject and difficulty quintile.</param>
/// <param name="Evaluations">The evaluations behind the numbers.</param>
/// <param name="Resamples">Bootstrap resamples of the problems.</param>
/// <param name="Steps">
/// How well process models tell right steps from wrong ones, where a test has step labels; null in reports created before it
/// existed.
/// </param>
public sealed record ExperimentReport(
    Guid Experiment,
    string Name,
    int Samples,
    IReadOnlyList<ArmCurve> Curves,
    IReadOnlyList<ArmDifference> Differences,
    IReadOnlyList<ArmSlope> Slopes,
    IReadOnlyList<LabelSaving> Savings,
    IReadOnlyList<ArmGroup> Groups,
    IReadOnlyList<Guid> Evaluations,
    int Resamples,
    IReadOnlyList<ArmSteps>? Steps = null
);

/// <summary>How well the process model of an arm tells right steps from wrong ones.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Test">Name of the test pool.</param>
/// <param name="Size">Labelled solutions; null for arms that do not depend on them.</param>
/// <param name="Labeller">Whose labels.</param>
/// <param name="Rated">Rated steps, of all seeds.</param>
/// <param name="All">Area under the ROC curve over all rated steps; null without right or without wrong ones.</param>
/// <param name="First">
/// The same over first steps only. In the Game of 24 they show whether 24 can still be made from what is left.
/// </param>
public sealed record ArmSteps(
    string Arm,
    string Test,
    int? Size,
    string Labeller,
    int Rated,
    ArmArea? All,
    ArmArea? First
);

/// <summary>An area under the ROC curve.</summary>
/// <param name="Auc">Mean over seeds.</param>
/// <param name="Low">Lower end of its interval by bootstrap over problems, for these seeds.</param>
/// <param name="High">Upper end.</param>
/// <param name="Seeds">The area of each seed.</param>
public sealed record ArmArea(double Auc, double Low, double High, IReadOnlyList<double> Seeds);

/// <summary>Accuracy of one arm at one size.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Test">Name of the test pool.</param>
/// <param name="Size">Labelled solutions; null for arms that do not depend on them.</param>
/// <param name="StepLabels">Step labels, the mean over seeds; null for arms without.</param>
/// <param name="Curve">At powers of two and at the largest N.</param>
public sealed record ArmCurve(string Arm, string Test, int? Size, double? StepLabels, IReadOnlyList<ArmPoint> Curve);

/// <summary>Accuracy at one N.</summary>
/// <param name="N">Samples drawn.</param>
/// <param name="Accuracy">Mean over seeds.</param>
/// <param name="Low">Lower end of its interval by bootstrap over problems, for these seeds.</param>
/// <param name="High">Upper end.</param>
/// <param name="Seeds">The accuracy of each seed.</param>
/// <param name="Deviation">Standard deviation over seeds; null with one seed.</param>
public sealed record ArmPoint(
    int N,
    double Accuracy,
    double Low,
    double High,
    IReadOnlyList<double> Seeds,
    double? Deviation
);

/// <summary>Accuracy of one arm minus that of another, over the same problems and seeds.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Against">Name of the other arm.</param>
/// <param name="Test">Name of the test pool.</param>
/// <param name="Size">Labelled solutions of the arm that depends on them; null if neither does.</param>
/// <param name="N">Samples drawn.</param>
/// <param name="Difference">Mean over seeds.</param>
/// <param name="Low">Lower end of its interval by paired bootstrap over problems, for these seeds.</param>
/// <param name="High">Upper end.</param>
/// <param name="Seeds">The difference of each seed.</param>
/// <param name="Since">
/// Null for the difference itself; otherwise, how much it has grown since this smaller N.
/// </param>
public sealed record ArmDifference(
    string Arm,
    string Against,
    string Test,
    int? Size,
    int N,
    double Difference,
    double Low,
    double High,
    IReadOnlyList<double> Seeds,
    int? Since = null
);

/// <summary>
/// Slope of the best fit of accuracy at the largest N against the natural logarithm of the size, and its ratio to that of
/// the first arm. A ratio must not stand alone: an arm can have the greater slope and be worse at every size.
/// </summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Test">Name of the test pool.</param>
/// <param name="Slope">The slope.</param>
/// <param name="Low">Lower end of its interval by bootstrap over problems.</param>
/// <param name="High">Upper end.</param>
/// <param name="Ratio">Slope over that of the first arm; null for the first arm.</param>
/// <param name="RatioLow">Lower end.</param>
/// <param name="RatioHigh">Upper end.</param>
public sealed record ArmSlope(
    string Arm,
    string Test,
    double Slope,
    double Low,
    double High,
    double? Ratio,
    double? RatioLow,
    double? RatioHigh
);

/// <summary>
/// Labels that an arm needs for the accuracy that the first arm has at one of its sizes, by interpolation along the
/// logarithm of the number of labels; below 1, it needs fewer.
/// </summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Against">Name of the first arm.</param>
/// <param name="Test">Name of the test pool.</param>
/// <param name="Size">Size of the first arm.</param>
/// <param name="Unit"><c>solutions</c> or <c>steps</c>: what is counted.</param>
/// <param name="Ratio">
/// The arm's labels over those of the first arm; null if the arm does not have this accuracy at any of its sizes.
/// </param>
/// <param name="Low">Lower end of its interval by bootstrap over problems, over the resamples with a value.</param>
/// <param name="High">Upper end.</param>
/// <param name="Resolved">Share of the resamples with a value.</param>
public sealed record LabelSaving(
    string Arm,
    string Against,
    string Test,
    int Size,
    string Unit,
    double? Ratio,
    double? Low,
    double? High,
    double Resolved
);

/// <summary>Accuracy of one arm on a group of a test's problems, at the largest N.</summary>
/// <param name="Test">Name of the test pool.</param>
/// <param name="By"><c>subject</c> or <c>quintile</c> (1 = easiest, by the problem's fraction of right samples).</param>
/// <param name="Group">The group's name.</param>
/// <param name="Problems">Problems in the group, of all seeds.</param>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Size">Labelled solutions; null for arms that do not depend on them.</param>
/// <param name="Accuracy">Mean over the group's problems of all seeds.</param>
/// <param name="Low">Lower end of its interval by bootstrap over problems.</param>
/// <param name="High">Upper end.</param>
public sealed record ArmGroup(
    string Test,
    string By,
    string Group,
    int Problems,
    string Arm,
    int? Size,
    double Accuracy,
    double Low,
    double High
);
