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
/// <param name="Tasks">Number of solutions to rate.</param>
/// <param name="Finished">Tasks that ended with labels.</param>
/// <param name="GaveUp">Tasks that a labeller gave up.</param>
/// <param name="BadProblems">Tasks whose problem is bad.</param>
/// <param name="Held">Open tasks whose lease a labeller holds.</param>
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
public sealed record RoundLabeller(
    string Labeller,
    int Finished,
    int GaveUp,
    int BadProblems,
    int Ratings,
    int Today,
    double Seconds
);
