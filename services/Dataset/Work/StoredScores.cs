using System.Runtime.InteropServices;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Work;

/// <summary>Scores of a block of solutions, as the models gave them.</summary>
internal sealed class StoredScores
{
    private readonly Dictionary<(long Model, long Solution), Score> _scores;

    private StoredScores(Dictionary<(long Model, long Solution), Score> scores) => _scores = scores;

    public static async Task<StoredScores> Load(
        NpgsqlConnection connection,
        long[] models,
        long[] solutions,
        CancellationToken cancellationToken
    )
    {
        if (solutions.Length == 0)
        {
            return new([]);
        }

        // Solutions of a block have neighbouring ids, and the range spares a scan of the whole table.
        var (first, last) = (solutions.Min(), solutions.Max());
        bool whole = last - first + 1 == solutions.Length;
        var scores = await connection.Query<Score>(
            """
            select model_id, solution_id, rows, probabilities from dataset.scores
            where model_id = any(@models) and solution_id between @first and @last
                and (@whole or solution_id = any(@solutions)) and probabilities is not null
            """,
            new
            {
                models,
                first,
                last,
                whole,
                solutions = whole ? [] : solutions,
            },
            cancellationToken
        );
        return new(scores.ToDictionary(s => (s.ModelId, s.SolutionId)));
    }

    /// <summary>The probabilities that a model gave a solution, row by row; null if it has no score.</summary>
    public double[]? Of(long model, long solution) => _scores.GetValueOrDefault((model, solution))?.Probabilities;

    /// <summary>One model's scores of these solutions in columns, or null if it has scored none of them.</summary>
    public ScoreColumns? Column(long model, IReadOnlyList<long> solutions)
    {
        var found = solutions.Select(s => _scores.GetValueOrDefault((model, s))).ToList();
        return found.TrueForAll(f => f is null)
            ? null
            : new(
                Bytes<int>([.. found.Select(f => f?.Rows ?? 0)]),
                Bytes<double>([.. found.SelectMany(f => f?.Probabilities ?? [])])
            );
    }

    /// <summary>Little-endian bytes, as columns hold them.</summary>
    public static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : struct => MemoryMarshal.AsBytes(values).ToArray();

    private sealed record Score(long ModelId, long SolutionId, int Rows, double[] Probabilities);
}
