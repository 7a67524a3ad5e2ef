namespace Platform.Contracts;

/// <summary>
/// The tasks of a labelling by people, as returned by <c>GET /rounds</c>. The labelling completes when every task has ended.
/// </summary>
/// <param name="Id">The labelling.</param>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Selection">The selection that is labelled; null for a whole pool.</param>
/// <param name="Generation">Generation of the labels.</param>
/// <param name="State">State of the labelling, one of <see cref="JobState"/>.</param>
/// <param name="Submitted">When the labelling was accepted.</param>
/// <param name="Tasks">Number of ratings of solutions that are asked for: each solution as often as the overlap says.</param>
/// <param name="Finished">Tasks that ended with labels.</param>
/// <param name="GaveUp">Tasks that a labeller gave up.</param>
/// <param name="BadProblems">Tasks whose problem is bad.</param>
/// <param name="Held">Open tasks whose lease a labeller holds.</param>
/// <param name="Overlap">How many people rate each solution.</param>
/// <param name="Controls">Share of a labeller's tasks that are hidden controls.</param>
/// <param name="Invited">Names of the people who get its tasks; empty for everybody.</param>
/// <param name="Labellers">Who has worked on it.</param>
public sealed record LabellingRound(
    Guid Id,
    string Pool,
    Guid? Selection,
    int Generation,
    string State,
    DateTimeOffset Submitted,
    int Tasks,
    int Finished,
    int GaveUp,
    int BadProblems,
    int Held,
    int Overlap,
    double Controls,
    IReadOnlyList<string> Invited,
    IReadOnlyList<RoundLabeller> Labellers
)
{
    /// <summary>Tasks that have not ended.</summary>
    public int Open => Tasks - Finished - GaveUp - BadProblems;
}

/// <summary>One person's work in a round.</summary>
/// <param name="Labeller">The labeller, <c>person:NAME</c>.</param>
/// <param name="Finished">Tasks that ended with labels.</param>
/// <param name="GaveUp">Tasks given up.</param>
/// <param name="BadProblems">Tasks whose problem is bad.</param>
/// <param name="Ratings">Steps rated in tasks that have ended.</param>
/// <param name="Today">Tasks ended since midnight, UTC.</param>
/// <param name="Seconds">Time worked, as far as it is known.</param>
/// <param name="Controls">Hidden controls that have ended; they are in no other count.</param>
/// <param name="Agreed">Controls whose first bad step is acceptable.</param>
/// <param name="Excluded">Whether the labeller's work is excluded.</param>
public sealed record RoundLabeller(
    string Labeller,
    int Finished,
    int GaveUp,
    int BadProblems,
    int Ratings,
    int Today,
    double Seconds,
    int Controls = 0,
    int Agreed = 0,
    bool Excluded = false
)
{
    /// <summary>Tasks that have ended, controls left out.</summary>
    public int Ended => Finished + GaveUp + BadProblems;
}
