using Platform.Contracts;
using Platform.Dataset.Formats;

namespace Platform.Dataset.Pools;

/// <summary>What one batch added.</summary>
internal sealed record BatchResult(
    int Problems,
    int Solutions,
    int Scores,
    int Unchanged,
    IReadOnlyList<ImportError> Errors
);

/// <summary>Counts an import; read by one thread and written by two.</summary>
internal sealed class Tally
{
    private readonly Lock gate = new();
    private readonly List<ImportError> errors = [];
    private int problems;
    private int solutions;
    private int scores;
    private int unchanged;

    public void Read(ImportRecord record)
    {
        lock (gate)
        {
            if (record.Error is { } error)
            {
                errors.Add(error);
            }
        }
    }

    public void Add(BatchResult batch)
    {
        lock (gate)
        {
            problems += batch.Problems;
            solutions += batch.Solutions;
            scores += batch.Scores;
            unchanged += batch.Unchanged;
            errors.AddRange(batch.Errors);
        }
    }

    public ImportResult Result(string pool, string format, int lines, int most)
    {
        lock (gate)
        {
            return new(
                pool,
                format,
                lines,
                problems,
                solutions,
                scores,
                unchanged,
                errors.Count,
                [.. errors.OrderBy(e => e.Line).Take(most)]
            );
        }
    }
}
