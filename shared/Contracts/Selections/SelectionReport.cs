namespace Platform.Contracts;

/// <summary>What a selection is like, compared with the solutions that it could choose from.</summary>
/// <param name="Problems">Problems in the pool.</param>
/// <param name="ProblemsSelected">Problems with at least one chosen solution.</param>
/// <param name="Solutions">Solutions in the pool.</param>
/// <param name="LeftOut">Solutions that could not be chosen, by reason; each counts once, under its first reason.</param>
/// <param name="Selectable">The solutions that could be chosen.</param>
/// <param name="Selected">The chosen solutions.</param>
/// <param name="Reasons">The chosen solutions by reason.</param>
/// <param name="Subjects">Both by subject.</param>
/// <param name="Scores">Both by score: ten bins of equal width from 0 to 1.</param>
/// <param name="Lengths">
/// Both by length: ten bins of characters with equally many selectable solutions each, as far as equal lengths allow.
/// </param>
/// <param name="Overlaps">Earlier selections of the pool that share solutions with this one; added by Dataset.</param>
public sealed record SelectionReport(
    int Problems,
    int ProblemsSelected,
    int Solutions,
    IReadOnlyList<LeftOutSolutions> LeftOut,
    SolutionProfile Selectable,
    SolutionProfile Selected,
    IReadOnlyList<ReasonProfile> Reasons,
    IReadOnlyList<SubjectCounts> Subjects,
    IReadOnlyList<BinCounts> Scores,
    IReadOnlyList<BinCounts> Lengths,
    IReadOnlyList<SelectionOverlap>? Overlaps = null
);

/// <summary>Solutions that could not be chosen.</summary>
/// <param name="Reason">
/// <c>excluded problem</c>, <c>control problem</c>, <c>unfinished</c>, <c>no verdict</c>, <c>no score</c>,
/// <c>labelled already</c> or <c>duplicate</c>.
/// </param>
/// <param name="Solutions">Their number.</param>
public sealed record LeftOutSolutions(string Reason, int Solutions);

/// <summary>Counts and figures of a set of solutions. Figures of an empty set are null.</summary>
/// <param name="Solutions">Their number.</param>
/// <param name="Right">Those with a right final answer.</param>
/// <param name="Wrong">Those with a wrong one.</param>
/// <param name="Score">Their scores.</param>
/// <param name="Steps">Their numbers of steps.</param>
/// <param name="Characters">Their lengths in characters.</param>
public sealed record SolutionProfile(
    int Solutions,
    int Right,
    int Wrong,
    Spread? Score,
    Spread? Steps,
    Spread? Characters
);

/// <summary>The distribution of a number.</summary>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="Low">Tenth percentile (nearest rank).</param>
/// <param name="Median">Median (nearest rank).</param>
/// <param name="High">Ninetieth percentile (nearest rank).</param>
public sealed record Spread(double Mean, double Low, double Median, double High);

/// <summary>The chosen solutions with one reason.</summary>
/// <param name="Reason">As in <see cref="ChosenSolution.Reason"/>.</param>
/// <param name="Profile">Counts and figures.</param>
public sealed record ReasonProfile(string Reason, SolutionProfile Profile);

/// <summary>Counts of one subject.</summary>
/// <param name="Subject">The subject; null for problems without one.</param>
/// <param name="Selectable">Solutions that could be chosen.</param>
/// <param name="Selected">Chosen solutions.</param>
/// <param name="Wrong">Those of the chosen ones with a wrong final answer.</param>
public sealed record SubjectCounts(string? Subject, int Selectable, int Selected, int Wrong);

/// <summary>Counts of one bin.</summary>
/// <param name="From">Least value.</param>
/// <param name="To">Largest value; for scores, values up to but not including it, except in the last bin.</param>
/// <param name="Selectable">Solutions that could be chosen.</param>
/// <param name="Selected">Chosen solutions.</param>
public sealed record BinCounts(double From, double To, int Selectable, int Selected);

/// <summary>An earlier selection of the same pool.</summary>
/// <param name="SelectionId">The earlier selection.</param>
/// <param name="Generation">Its generation.</param>
/// <param name="Policy">Its policy.</param>
/// <param name="Selected">Number of its solutions.</param>
/// <param name="Shared">How many of these are chosen again.</param>
public sealed record SelectionOverlap(
    Guid SelectionId,
    int Generation,
    SelectionPolicy Policy,
    int Selected,
    int Shared
);
