namespace Platform.Contracts;

/// <summary>
/// A solution whose first error is known, as returned by <c>GET /pools/{name}/gold</c>. Gold solutions are the questions of
/// the screening and the hidden controls of rounds.
/// </summary>
/// <param name="Key">Key of the problem in the pool.</param>
/// <param name="Sample">Sample number of the solution.</param>
/// <param name="FirstErrors">
/// Every step that may reasonably be called the first bad one, 0-based; -1: the solution has no bad step.
/// </param>
/// <param name="Source">Who has said so: a labeller, or <c>marked</c>.</param>
/// <param name="Marked">When.</param>
public sealed record GoldSolution(
    string Key,
    int Sample,
    IReadOnlyList<int> FirstErrors,
    string Source,
    DateTimeOffset Marked
);

/// <summary>Marks a solution as gold: an item of the body of <c>PUT /pools/{name}/gold</c>.</summary>
/// <param name="Key">Key of the problem in the pool.</param>
/// <param name="Sample">Sample number of the solution.</param>
/// <param name="FirstErrors">
/// Every acceptable first bad step, 0-based; -1: no bad step. Replaces an earlier mark; an empty list removes it.
/// </param>
public sealed record GoldMark(string Key, int Sample, IReadOnlyList<int> FirstErrors);

/// <summary>Takes gold from labels: the body of <c>POST /pools/{name}/gold</c>.</summary>
/// <param name="Labeller">
/// The labeller, with or without version (<c>oracle</c>, <c>file</c>, <c>person:NAME</c>); of several, the set of their first
/// errors is acceptable.
/// </param>
public sealed record GoldFromLabels(string Labeller);

/// <summary>What has changed about the gold solutions of a pool.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Added">Solutions that were not gold before.</param>
/// <param name="Changed">Solutions with another set now.</param>
/// <param name="Removed">Solutions that are no longer gold.</param>
/// <param name="Gold">Gold solutions now.</param>
public sealed record GoldResult(string Pool, int Added, int Changed, int Removed, int Gold);
