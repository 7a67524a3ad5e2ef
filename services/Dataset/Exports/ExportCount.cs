using Platform.Contracts;
using Platform.Dataset.Formats;
using Platform.Dataset.Pools;

namespace Platform.Dataset.Exports;

/// <summary>Decides which solutions an export takes, and counts what it writes and leaves out.</summary>
internal sealed class ExportCount(ExportRequest request, ProblemSets sets)
{
    private const string Overlapping = "in a pool of not-in";

    private readonly ExportFilter _filter = new(request.Options);
    private readonly SortedDictionary<string, long> _leftOut = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<long>> _overlap = [];
    private readonly HashSet<long> _problems = [];
    private long _records;
    private long _neutral;
    private long _unlabelled;

    /// <summary>Returns false for a problem or a solution that a filter leaves out.</summary>
    /// <exception cref="ExportRefusedException">The problem is in a set, and this refuses the export.</exception>
    public bool Takes(long id, ExportedProblem problem, ExportedSolution? solution)
    {
        if (sets.Of(problem.Statement) is { } set)
        {
            if (request.Options.RefuseOverlap == true)
            {
                throw new ExportRefusedException(
                    $"not-in: problem '{problem.Key}' is in pool '{set}'. Without refuse-overlap, such problems are left out and counted."
                );
            }

            if (!_overlap.TryGetValue(set, out var found))
            {
                _overlap.Add(set, found = []);
            }

            found.Add(id);
            if (solution is not null)
            {
                LeaveOut(Overlapping);
            }

            return false;
        }

        if (solution is not null && _filter.Reason(solution.Labels) is { } reason)
        {
            LeaveOut(reason);
            return false;
        }

        return true;
    }

    /// <summary>Counts a problem without solutions.</summary>
    public void Wrote(long id) => _problems.Add(id);

    /// <summary>Counts a solution.</summary>
    /// <param name="id">Its problem.</param>
    /// <param name="solution">The solution.</param>
    /// <param name="reason">Why it has no record; null if it has one.</param>
    /// <exception cref="ExportRefusedException">It has neutral labels, and no policy says what becomes of them.</exception>
    public void Wrote(long id, ExportedSolution solution, string? reason)
    {
        if (reason == Unwritten.NeutralUndecided)
        {
            throw new ExportRefusedException(
                $"neutral: the format {request.Format} has two classes, and problem '{solution.Problem.Key}' has a neutral label. "
                    + "Say what neutral labels become: positive, negative, or drop to leave out solutions that have one."
            );
        }

        if (reason is not null)
        {
            LeaveOut(reason);
            return;
        }

        _problems.Add(id);
        _records++;
        var labels = solution.OwnLabels();
        var written = request.Writer.LabelledStepsOnly ? TwoClasses.Prefix(labels) : labels.Length;
        _neutral += solution.Labels?.Fractions == true ? 0 : labels.Take(written).Count(label => label == 0);
        _unlabelled += labels.Length - written;
    }

    public ExportSummary Summary(
        string pool,
        long revision,
        IReadOnlyList<ExportModel> models,
        long bytes,
        string sha256
    ) =>
        new(
            pool,
            revision,
            request.Format,
            request.LayoutName,
            request.Labeller,
            request.Writer.NeutralIsAClass ? "kept" : request.Neutral?.ToString().ToLowerInvariant(),
            request.Cut,
            [.. models.Select(m => m.Name)],
            _filter.Named,
            _records,
            _problems.Count,
            _neutral,
            _unlabelled,
            _leftOut,
            new SortedDictionary<string, long>(
                _overlap.ToDictionary(set => set.Key, set => (long)set.Value.Count),
                StringComparer.Ordinal
            ),
            bytes,
            sha256
        );

    private void LeaveOut(string reason) => _leftOut[reason] = _leftOut.GetValueOrDefault(reason) + 1;
}
