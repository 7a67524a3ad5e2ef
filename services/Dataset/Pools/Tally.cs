using Platform.Contracts;
using Platform.Dataset.Formats;

namespace Platform.Dataset.Pools;

/// <summary>Counts the results of an import; two threads update it.</summary>
internal sealed class Tally(bool overlaps)
{
    private readonly Lock _gate = new();
    private readonly List<ImportError> _errors = [];
    private int _problems;
    private int _solutions;
    private int _scores;
    private int _unchanged;
    private readonly SortedDictionary<string, int>? _leftOut = overlaps ? new(StringComparer.Ordinal) : null;

    public void Read(ImportRecord record)
    {
        lock (_gate)
        {
            if (record.Error is { } error)
            {
                _errors.Add(error);
            }
        }
    }

    /// <summary>Counts a problem that another pool has, as an error if it is refused.</summary>
    public void LeaveOut(int line, ImportedProblem problem, string pool, bool refused)
    {
        lock (_gate)
        {
            _leftOut![pool] = _leftOut.GetValueOrDefault(pool) + 1;
            if (refused)
            {
                _errors.Add(new(line, $"problem '{problem.Key}' is in pool '{pool}', which not-in names; refused"));
            }
        }
    }

    public void Add(BatchResult batch)
    {
        lock (_gate)
        {
            _problems += batch.Problems;
            _solutions += batch.Solutions;
            _scores += batch.Scores;
            _unchanged += batch.Unchanged;
            _errors.AddRange(batch.Errors);
        }
    }

    public ImportResult Result(string pool, string format, int lines, int most)
    {
        lock (_gate)
        {
            var errors = SharedFaults.Merge(_errors, lines, _problems + _solutions + _unchanged == 0);
            return new(
                pool,
                format,
                lines,
                _problems,
                _solutions,
                _scores,
                _unchanged,
                errors.Count,
                [.. errors.OrderBy(e => e.Line).Take(most)],
                _leftOut
            );
        }
    }
}

/// <summary>What one batch added.</summary>
internal sealed record BatchResult(
    int Problems,
    int Solutions,
    int Scores,
    int Unchanged,
    IReadOnlyList<ImportError> Errors
);
