using Platform.Contracts;

namespace Platform.Workbench.Jobs;

/// <summary>What the first page shows.</summary>
/// <param name="Lines">Jobs, newest first.</param>
/// <param name="Rounds">Labellings by people.</param>
/// <param name="DispatcherPaused">Whether an operator has paused the publishing of work.</param>
public sealed record HomeView(IReadOnlyList<JobLine> Lines, IReadOnlyList<LabellingRound> Rounds, bool DispatcherPaused)
{
    /// <summary>Jobs that have not ended.</summary>
    public IReadOnlyList<JobLine> Running => JobLine.Open(Lines);

    /// <summary>Jobs that somebody has to resume.</summary>
    public IReadOnlyList<JobLine> Paused => [.. Running.Where(l => l.Job.Paused)];

    /// <summary>The latest jobs that ended with a report.</summary>
    public IReadOnlyList<JobLine> Reports => JobLine.Reported(Lines);

    /// <summary>Rounds with open tasks.</summary>
    public IReadOnlyList<LabellingRound> OpenRounds => [.. Rounds.Where(r => JobState.IsWanted(r.State))];

    /// <summary>Solutions that wait for a labeller.</summary>
    public int ToLabel => OpenRounds.Sum(r => r.Open);

    /// <summary>Tasks that ended today.</summary>
    public int Today => Rounds.SelectMany(r => r.Labellers).Sum(l => l.Today);

    /// <summary>People who ended one today.</summary>
    public int People =>
        Rounds.SelectMany(r => r.Labellers).Where(l => l.Today > 0).Select(l => l.Labeller).Distinct().Count();
}
