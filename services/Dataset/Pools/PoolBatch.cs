using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Pools;

/// <summary>Writes one batch of an import within a transaction that holds the pool's lock.</summary>
internal sealed class PoolBatch(NpgsqlConnection connection, long pool, string format)
{
    public async Task<BatchResult> Write(IReadOnlyList<JudgedProblem> batch, CancellationToken cancellationToken)
    {
        var (stored, added) = await Problems(batch, cancellationToken);
        long[] old = [.. stored.Values.Select(p => p.Id).Except(added)];
        var solutions = await SolutionBatch.Open(connection, pool, old, cancellationToken);
        List<ImportError> errors = [];
        foreach (var problem in batch)
        {
            Add(problem, stored[problem.Problem.Key], solutions, errors);
        }

        var (count, scores) = await solutions.Write(cancellationToken);
        return new(added.Count, count, scores, solutions.Unchanged, errors);
    }

    private async Task<(Dictionary<string, StoredProblem> Stored, HashSet<long> Added)> Problems(
        IReadOnlyList<JudgedProblem> batch,
        CancellationToken cancellationToken
    )
    {
        var distinct = batch.DistinctBy(p => p.Problem.Key).Select(p => p.Problem).ToList();
        string[] keys = [.. distinct.Select(p => p.Key)];
        var added = await connection.Query<long>(
            """
            insert into dataset.problems (pool_id, key, ordinal, statement, truth, subject, level)
            select @pool, t.key, coalesce((select max(ordinal) + 1 from dataset.problems where pool_id = @pool), 0) + t.n - 1,
                t.statement, t.truth, t.subject, t.level
            from unnest(@keys::text[], @statements::text[], @truths::text[], @subjects::text[], @levels::text[])
                with ordinality as t(key, statement, truth, subject, level, n)
            on conflict (pool_id, key) do nothing
            returning id
            """,
            new
            {
                pool,
                keys,
                statements = distinct.Select(p => p.Statement).ToArray(),
                truths = distinct.Select(p => p.Answer).ToArray(),
                subjects = distinct.Select(p => p.Subject).ToArray(),
                levels = distinct.Select(p => p.Level).ToArray(),
            },
            cancellationToken
        );
        var stored = await connection.Query<StoredProblem>(
            "select id, key, statement, truth from dataset.problems where pool_id = @pool and key = any(@keys)",
            new { pool, keys },
            cancellationToken
        );
        return (stored.ToDictionary(p => p.Key), [.. added]);
    }

    private void Add(JudgedProblem judged, StoredProblem stored, SolutionBatch solutions, List<ImportError> errors)
    {
        var (line, problem, rows) = judged;
        if (stored.Conflict(problem) is { } conflict)
        {
            Refuse($"problem '{problem.Key}' is in the pool {conflict}");
            return;
        }

        // The file may omit the pool's reference answer or word it differently; the pool's answer is the reference.
        var judge = stored.Truth == problem.Answer ? null : new Judge(stored.Statement, stored.Truth);
        foreach (var read in rows)
        {
            var row = judge is null ? read : read with { Judged = judge.Solution(read.Solution, format) };
            if (solutions.Add(stored.Id, row) is { } reason)
            {
                Refuse($"problem '{problem.Key}': {reason}");
            }
        }

        void Refuse(string what) => errors.Add(new(line, $"{what}; import this file into a pool of its own"));
    }
}
