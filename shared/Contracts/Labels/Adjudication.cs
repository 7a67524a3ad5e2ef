namespace Platform.Contracts;

/// <summary>
/// A solution on which people disagree, as returned by <c>POST /adjudications/next</c>. It is rated and ended like any other
/// task; the adjudicator's labels then come before those of the others wherever <c>person</c> stands for all people.
/// </summary>
/// <param name="Task">The solution, with the adjudicator's ratings so far.</param>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Key">Key of the problem in the pool.</param>
/// <param name="Generation">Generation of the labels.</param>
/// <param name="Labels">What the people have said.</param>
public sealed record Adjudication(
    LabellingTask Task,
    string Pool,
    string Key,
    int Generation,
    IReadOnlyList<LabellerSteps> Labels
);

/// <summary>One labeller's labels of a solution.</summary>
/// <param name="Labeller">The labeller, <c>person:NAME</c>.</param>
/// <param name="Steps">1, 0 or -1 per step; null if unsure or not rated.</param>
/// <param name="Outcome">The labeller's verdict on the whole solution; null if it is open.</param>
public sealed record LabellerSteps(string Labeller, IReadOnlyList<int?> Steps, bool? Outcome);
