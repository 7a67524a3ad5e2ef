using Platform.Contracts;

namespace Platform.Cli.Jobs;

/// <summary>Resolves a job as users name it: by its id, the beginning of it, or <c>latest</c>.</summary>
internal static class JobId
{
    public const string Latest = "latest";

    private const int Shortest = 8;

    /// <summary>Finds an evaluation.</summary>
    /// <exception cref="CommandFailed">No evaluation matches, or several do.</exception>
    public static EvaluationStatus Find(string job, IReadOnlyList<EvaluationStatus> known) =>
        Find(job, known, e => (e.Id, e.Submitted), "evaluation", "./platform evaluate", "./platform status");

    /// <summary>Finds a training.</summary>
    /// <exception cref="CommandFailed">No training matches, or several do.</exception>
    public static TrainingStatus Find(string job, IReadOnlyList<TrainingStatus> known) =>
        Find(job, known, t => (t.Id, t.Submitted), "training", "./platform train", "./platform trainings");

    /// <summary>Finds a selection.</summary>
    /// <exception cref="CommandFailed">No selection matches, or several do.</exception>
    public static SelectionStatus Find(string job, IReadOnlyList<SelectionStatus> known) =>
        Find(job, known, s => (s.Id, s.Submitted), "selection", "./platform select", "./platform selections");

    /// <summary>Finds a search.</summary>
    /// <exception cref="CommandFailed">No search matches, or several do.</exception>
    public static SearchStatus Find(string job, IReadOnlyList<SearchStatus> known) =>
        Find(job, known, s => (s.Id, s.Submitted), "search", "./platform search", "./platform searches");

    /// <summary>Finds an experiment.</summary>
    /// <exception cref="CommandFailed">No experiment matches, or several do.</exception>
    public static ExperimentStatus Find(string job, IReadOnlyList<ExperimentStatus> known) =>
        Find(job, known, e => (e.Id, e.Submitted), "experiment", "./platform experiment", "./platform experiments");

    /// <summary>Finds generations.</summary>
    /// <exception cref="CommandFailed">No job of generations matches, or several do.</exception>
    public static GenerationsStatus Find(string job, IReadOnlyList<GenerationsStatus> known) =>
        Find(
            job,
            known,
            g => (g.Id, g.Submitted),
            "job of generations",
            "./platform generations start",
            "./platform generations status"
        );

    /// <summary>Finds a job of any kind.</summary>
    /// <exception cref="CommandFailed">No job matches, or several do.</exception>
    public static JobStatus Find(string job, IReadOnlyList<JobStatus> known) =>
        Find(job, known, j => (j.Id, j.Submitted), "job", "./platform evaluate", "./platform jobs");

    private static T Find<T>(
        string job,
        IReadOnlyList<T> known,
        Func<T, (Guid Id, DateTimeOffset Submitted)> read,
        string noun,
        string makes,
        string lists
    )
    {
        if (job == Latest)
        {
            return known.Count > 0
                ? known.MaxBy(j => read(j).Submitted)!
                : throw new CommandFailed(Exit.Rejected, $"There is no {noun} yet: {makes} makes one.");
        }

        var prefix = job.ToLowerInvariant();
        var found = known.Where(j => read(j).Id.ToString().StartsWith(prefix, StringComparison.Ordinal)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new CommandFailed(Exit.Rejected, $"No {noun}'s id begins with '{job}': {lists} lists them."),
            _ => throw new CommandFailed(
                Exit.Rejected,
                $"'{job}' is the beginning of {found.Count} ids: {string.Join(", ", found.Take(5).Select(j => read(j).Id))}."
            ),
        };
    }

    /// <summary>Length of the shortest prefix that distinguishes all of the ids.</summary>
    public static int PrefixLength(IReadOnlyList<Guid> ids)
    {
        var sorted = ids.Select(i => i.ToString()).Distinct().Order(StringComparer.Ordinal).ToList();
        var needed = Shortest;
        for (var i = 1; i < sorted.Count; i++)
        {
            var common = sorted[i].Zip(sorted[i - 1]).TakeWhile(p => p.First == p.Second).Count();
            needed = Math.Max(needed, common + 1);
        }
        return needed;
    }
}
