namespace Platform.Contracts;

/// <summary>A person who labels, as returned by <c>GET /labellers</c>.</summary>
/// <param name="Labeller">The labeller, <c>person:NAME</c>.</param>
/// <param name="Tasks">Tasks of rounds that have ended, controls left out.</param>
/// <param name="Controls">Hidden controls that have ended.</param>
/// <param name="Agreed">Controls whose first bad step is acceptable.</param>
/// <param name="Screening">The latest screening; null if the labeller was not screened.</param>
/// <param name="Excluded">Since when the work is excluded; null if it is not.</param>
/// <param name="Reason">Why it is excluded.</param>
public sealed record LabellerSummary(
    string Labeller,
    int Tasks,
    int Controls,
    int Agreed,
    ScreeningResult? Screening,
    DateTimeOffset? Excluded,
    string? Reason
);

/// <summary>A labeller's screening.</summary>
/// <param name="Attempt">1 for the first.</param>
/// <param name="Ended">Questions that have ended.</param>
/// <param name="Agreed">Questions whose first bad step is acceptable.</param>
/// <param name="Admitted">Whether the labeller has passed; null until the last question has ended.</param>
public sealed record ScreeningResult(int Attempt, int Ended, int Agreed, bool? Admitted);

/// <summary>A labeller's day, as returned by <c>GET /labellers/{name}/day</c>; it begins at midnight, UTC.</summary>
/// <param name="Tasks">Tasks ended, of every kind.</param>
/// <param name="Ratings">Steps rated in them.</param>
/// <param name="Seconds">Time worked on them, as far as it is known.</param>
public sealed record LabellerDay(int Tasks, int Ratings, double Seconds);

/// <summary>Excludes a labeller's work: the body of <c>POST /labellers/{name}/exclude</c>.</summary>
/// <param name="Reason">Why; shown to administrators.</param>
public sealed record ExcludeLabeller(string? Reason);
