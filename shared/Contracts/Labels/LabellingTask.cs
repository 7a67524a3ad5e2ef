namespace Platform.Contracts;

/// <summary>
/// A solution that a person rates, as returned by <c>POST /tasks/next</c>. It holds the reference answer, and neither scores,
/// verdicts nor labels of others. A hidden control has the same fields as any other task.
/// </summary>
/// <param name="Id">Identifies the task; random, so that it says nothing about the task.</param>
/// <param name="Labelling">The labelling whose round it belongs to; null for a question of the screening.</param>
/// <param name="Problem">Statement of the problem.</param>
/// <param name="Answer">Reference answer; null if the problem has none.</param>
/// <param name="Steps">Steps of the solution.</param>
/// <param name="Ratings">This labeller's ratings so far, by step.</param>
/// <param name="LeaseUntil">After this time the task goes to another labeller, unless a rating renews the lease.</param>
/// <param name="Screening">Place in the screening; null for a task of a round.</param>
public sealed record LabellingTask(
    Guid Id,
    Guid? Labelling,
    string Problem,
    string? Answer,
    IReadOnlyList<string> Steps,
    IReadOnlyList<StepRating> Ratings,
    DateTimeOffset LeaseUntil,
    ScreeningPlace? Screening = null
);

/// <summary>Place of a question in a labeller's screening.</summary>
/// <param name="Number">1-based.</param>
/// <param name="Questions">Number of questions.</param>
public sealed record ScreeningPlace(int Number, int Questions);

/// <summary>A person's rating of one step.</summary>
/// <param name="Step">0-based.</param>
/// <param name="Rating">1 great, 0 okay, -1 bad; null if the labeller is unsure.</param>
public sealed record StepRating(int Step, int? Rating);

/// <summary>Asks for a task: the body of <c>POST /tasks/next</c>.</summary>
/// <param name="Labeller">Name of the person, without the prefix <c>person:</c>.</param>
/// <param name="Labelling">Only tasks of this labelling; null: of every open round, the oldest first.</param>
public sealed record TakeTask(string Labeller, Guid? Labelling = null);

/// <summary>Rates a step: the body of <c>PUT /tasks/{id}/ratings/{step}</c>. Repeating it changes nothing.</summary>
/// <param name="Labeller">Name of the person who holds the task.</param>
/// <param name="Rating">1 great, 0 okay, -1 bad; null if the labeller is unsure.</param>
public sealed record RateStep(string Labeller, int? Rating);

/// <summary>Ends a task: the body of <c>POST /tasks/{id}/end</c>. Repeating it changes nothing.</summary>
/// <param name="Labeller">Name of the person who holds the task.</param>
/// <param name="Ending">One of <see cref="TaskEnding"/>.</param>
/// <param name="Reason">Why the labeller gave up, or what is wrong with the problem; required for these endings.</param>
/// <param name="Seconds">Time that the labeller worked on the task; null if unknown.</param>
public sealed record EndTask(string Labeller, string Ending, string? Reason = null, double? Seconds = null);

/// <summary>How a task ends.</summary>
public static class TaskEnding
{
    /// <summary>Rated up to the first bad step, or to the last step.</summary>
    public const string Finished = "finished";

    /// <summary>The labeller could not judge the solution; it gets no labels.</summary>
    public const string GaveUp = "gave-up";

    /// <summary>The problem or its reference answer is wrong or unclear; the solution gets no labels.</summary>
    public const string BadProblem = "bad-problem";

    /// <summary>All endings.</summary>
    public static readonly IReadOnlyList<string> All = [Finished, GaveUp, BadProblem];
}
