namespace Platform.Contracts;

/// <summary>
/// Agreement of one process model with one labeller, on the finished solutions that both have rated; P(step correct) counts
/// neutral as correct. Intervals are 95 % by bootstrap over problems. Whatever has no value is null, never 0. The fields
/// after <paramref name="FirstError"/> are null in reports created before they existed.
/// </summary>
/// <param name="Model">
/// The model's name, with <c>@</c> and the first characters of its version if several models share the name.
/// </param>
/// <param name="Labeller"><c>file</c>, or the labeller and its version: <c>oracle:synthetic-1</c>.</param>
/// <param name="Solutions">Solutions with a score and at least one rated step.</param>
/// <param name="Rated">Rated steps of these solutions.</param>
/// <param name="Positive">Fraction of these steps rated +1, or right by a fraction.</param>
/// <param name="Neutral">Fraction rated 0.</param>
/// <param name="Negative">Fraction rated -1, or wrong by a fraction.</param>
/// <param name="Auc">
/// Area under the ROC curve of P(step correct) against a label of at least 0, ties counting half; null if no step or every
/// step is rated wrong.
/// </param>
/// <param name="Low">Lower end of its interval, if it has one.</param>
/// <param name="High">Upper end.</param>
/// <param name="FirstError">How often the model finds the first wrong step.</param>
/// <param name="Labels">How the labels were read.</param>
/// <param name="Threshold">What P(step correct) was compared with, for everything that needs a prediction.</param>
/// <param name="SubsetMean">First-error F1 as the mean over subsets; null if the problems have no subjects.</param>
/// <param name="Classes">Precision and recall of the steps, and PRMScore.</param>
/// <param name="Calibration">Whether P(step correct) is the fraction of steps that are right.</param>
/// <param name="Groups">
/// The same by subset (the problem's subject), position of the step and length of the solution.
/// </param>
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
    FirstErrorMetrics FirstError,
    LabelReading? Labels = null,
    StepThreshold? Threshold = null,
    SubsetMeanMetrics? SubsetMean = null,
    StepClassMetrics? Classes = null,
    CalibrationMetrics? Calibration = null,
    IReadOnlyList<StepGroup>? Groups = null
);

/// <summary>
/// First-error accuracy (ProcessBench, arXiv 2412.06559). The predicted first wrong step is the first step with P(correct)
/// under the threshold; it must equal the labelled one, and "none" is a valid prediction.
/// </summary>
/// <param name="Erroneous">Solutions with a step labelled wrong and every step before it rated.</param>
/// <param name="Correct">Solutions with every step rated and none wrong.</param>
/// <param name="Undecided">
/// Solutions left out: an unrated step precedes the first wrong one, or no step is wrong but some are unrated.
/// </param>
/// <param name="ErroneousAccuracy">
/// Fraction of the erroneous solutions whose first wrong step was predicted; null if there are none.
/// </param>
/// <param name="CorrectAccuracy">
/// Fraction of the correct solutions for which no wrong step was predicted; null if there are none.
/// </param>
/// <param name="F1">Harmonic mean of the two accuracies, if both exist.</param>
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

/// <summary>First-error F1 as ProcessBench averages it: the mean over subsets, each with the same weight.</summary>
/// <param name="F1">Mean over the subsets that have an F1; null if none has.</param>
/// <param name="Low">Lower end of its interval, if it has one.</param>
/// <param name="High">Upper end.</param>
/// <param name="Subsets">Number of subsets in the mean.</param>
public sealed record SubsetMeanMetrics(double? F1, double? Low, double? High, int Subsets);

/// <summary>The threshold below which P(step correct) predicts a wrong step.</summary>
/// <param name="Policy"><c>fixed</c>, or <c>subset</c>: the one with the highest first-error F1 on a subset.</param>
/// <param name="Value">The threshold; null if the subset could not decide it, and so nothing was predicted.</param>
/// <param name="Subset">The subset, for the policy <c>subset</c>.</param>
public sealed record StepThreshold(string Policy, double? Value, string? Subset = null);

/// <summary>Agreement over individual steps (PRMBench, arXiv 2501.03124).</summary>
/// <param name="Right">Right steps, predicted right.</param>
/// <param name="Wrong">Wrong steps, predicted wrong.</param>
/// <param name="PrmScore">Mean of the two F1; null if one of them is.</param>
/// <param name="Low">Lower end of its interval, if it has one.</param>
/// <param name="High">Upper end.</param>
public sealed record StepClassMetrics(
    ClassMetrics Right,
    ClassMetrics Wrong,
    double? PrmScore,
    double? Low = null,
    double? High = null
);

/// <summary>One class of steps.</summary>
/// <param name="Precision">Fraction of the steps predicted to be of the class that are; null if none is predicted.</param>
/// <param name="Recall">Fraction of the steps of the class that are predicted; null if there are none.</param>
/// <param name="F1">2 TP / (2 TP + FP + FN); null if there are no steps of the class.</param>
public sealed record ClassMetrics(double? Precision, double? Recall, double? F1);

/// <summary>Calibration of P(step correct). A fraction as a label counts as that fraction, neutral as right.</summary>
/// <param name="Error">Expected calibration error: the mean gap of the bins, weighted by steps; null without steps.</param>
/// <param name="Bins">Ten bins of equal width.</param>
public sealed record CalibrationMetrics(double? Error, IReadOnlyList<CalibrationBin> Bins);

/// <summary>One bin of a reliability diagram.</summary>
/// <param name="From">Smallest P(step correct), included.</param>
/// <param name="To">Largest, included in the last bin only.</param>
/// <param name="Steps">Rated steps in the bin.</param>
/// <param name="Predicted">Their mean P(step correct); null if there are none.</param>
/// <param name="Observed">The fraction of them that is right; null if there are none.</param>
public sealed record CalibrationBin(double From, double To, int Steps, double? Predicted, double? Observed);

/// <summary>One group of rated steps.</summary>
/// <param name="By">
/// <c>subject</c>, <c>position</c> (of the step in its solution, from 1) or <c>length</c> (of the solution in steps).
/// </param>
/// <param name="Group">The subject, or a range: <c>5</c>, <c>9-12</c>, <c>21+</c>.</param>
/// <param name="Solutions">Solutions with a score and a rated step in the group.</param>
/// <param name="Rated">Rated steps.</param>
/// <param name="Negative">Fraction of them that is wrong.</param>
/// <param name="Auc">As in <see cref="StepMetrics"/>.</param>
/// <param name="Classes">As in <see cref="StepMetrics"/>, without intervals.</param>
/// <param name="CalibrationError">Expected calibration error.</param>
/// <param name="FirstError">For whole solutions: null by position; with an interval by subject only.</param>
public sealed record StepGroup(
    string By,
    string Group,
    int Solutions,
    int Rated,
    double Negative,
    double? Auc,
    StepClassMetrics Classes,
    double? CalibrationError,
    FirstErrorMetrics? FirstError
);
