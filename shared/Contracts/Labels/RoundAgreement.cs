namespace Platform.Contracts;

/// <summary>
/// How far the people of a round agree on solutions that several have labelled, as returned by
/// <c>GET /rounds/{id}/agreement</c>. Excluded work and decisions of adjudicators are left out.
/// </summary>
/// <param name="Round">The labelling.</param>
/// <param name="Solutions">Solutions with labels of two or more people.</param>
/// <param name="Steps">Steps that two or more people have rated.</param>
/// <param name="FleissKappa">
/// Fleiss' kappa over these steps, with the categories -1, 0 and 1; null if it is undefined.
/// </param>
/// <param name="Disagreements">Solutions on which the first bad step or the verdict differs.</param>
/// <param name="Adjudicated">Disagreements that an adjudicator has decided.</param>
/// <param name="Pairs">Pairs of people with common solutions.</param>
public sealed record RoundAgreement(
    Guid Round,
    int Solutions,
    int Steps,
    double? FleissKappa,
    int Disagreements,
    int Adjudicated,
    IReadOnlyList<PairAgreement> Pairs
);

/// <summary>How far two people agree.</summary>
/// <param name="First">A labeller, <c>person:NAME</c>.</param>
/// <param name="Second">Another one.</param>
/// <param name="Solutions">Solutions that both have labelled.</param>
/// <param name="SameFirstError">Solutions among these on which they name the same first bad step, or none.</param>
/// <param name="Steps">Steps that both have rated -1, 0 or 1.</param>
/// <param name="SameRating">Steps among these with the same rating.</param>
/// <param name="CohenKappa">Cohen's kappa over these steps; null if it is undefined.</param>
public sealed record PairAgreement(
    string First,
    string Second,
    int Solutions,
    int SameFirstError,
    int Steps,
    int SameRating,
    double? CohenKappa
);
