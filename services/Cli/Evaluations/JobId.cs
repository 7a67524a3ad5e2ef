using Platform.Contracts;

namespace Platform.Cli.Evaluations;

/// <summary>How users name an evaluation: its id, the beginning of it, or <c>latest</c>.</summary>
internal static class JobId
{
    public const string Latest = "latest";

    private const int Shortest = 8;

    /// <summary>The evaluation meant.</summary>
    /// <exception cref="CommandFailed">None, or several.</exception>
    public static EvaluationStatus Find(string job, IReadOnlyList<EvaluationStatus> known)
    {
        if (job == Latest)
            return known.MaxBy(e => e.Submitted)
                ?? throw new CommandFailed(Exit.Rejected, "There is no evaluation yet: ./platform evaluate makes one.");
        var prefix = job.ToLowerInvariant();
        var found = known.Where(e => e.Id.ToString().StartsWith(prefix, StringComparison.Ordinal)).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new CommandFailed(
                Exit.Rejected,
                $"No evaluation's id begins with '{job}': ./platform status lists them."
            ),
            _ => throw new CommandFailed(
                Exit.Rejected,
                $"'{job}' is the beginning of {found.Count} ids: {string.Join(", ", found.Take(5).Select(e => e.Id))}."
            ),
        };
    }

    /// <summary>The first characters, as many as tell all the ids apart.</summary>
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
