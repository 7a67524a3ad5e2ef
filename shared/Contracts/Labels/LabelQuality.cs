namespace Platform.Contracts;

/// <summary>
/// Labels of a labelling compared with the exact oracle's, as returned by <c>GET /labellings/{id}/quality</c>. Steps after the
/// first one that is wrong are not compared.
/// </summary>
/// <param name="Labelling">The labelling.</param>
/// <param name="Labeller">Whose labels are compared.</param>
/// <param name="Cut">The fraction from which a step counts as right; null: any above 0.</param>
/// <param name="Solutions">Labelled solutions of problems that the oracle knows.</param>
/// <param name="Erroneous">Share of the solutions with a wrong step in which exactly that step is the first blamed.</param>
/// <param name="Correct">Share of the solutions without a wrong step in which none is blamed.</param>
/// <param name="F1">Harmonic mean of the two (ProcessBench); null if there are no solutions of one of the kinds.</param>
/// <param name="Positions">Counts by step.</param>
public sealed record LabelQuality(
    Guid Labelling,
    string Labeller,
    double? Cut,
    int Solutions,
    double? Erroneous,
    double? Correct,
    double? F1,
    IReadOnlyList<LabelQualityAt> Positions
);

/// <summary>Labels of the steps at one position compared with the oracle's.</summary>
/// <param name="Step">0-based.</param>
/// <param name="Wrong">Labelled steps that are wrong.</param>
/// <param name="FalsePositives">Those among them that are labelled right.</param>
/// <param name="Right">Labelled steps that are right.</param>
/// <param name="FalseNegatives">Those among them that are labelled wrong.</param>
public sealed record LabelQualityAt(int Step, long Wrong, long FalsePositives, long Right, long FalseNegatives);
