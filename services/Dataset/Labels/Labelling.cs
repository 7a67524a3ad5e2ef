using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Labels;

/// <summary>Has the oracle label a pool's solutions. What it has labelled already stays as it is.</summary>
internal sealed class Labelling(NpgsqlDataSource source)
{
    private const int Batch = 4096;

    /// <summary>Null: there is no such pool.</summary>
    public async Task<LabelResult?> Run(string pool, CancellationToken cancellationToken)
    {
        var (solutions, unknown) = (0, 0);
        var added = new Dictionary<string, int>();
        for (var after = 0L; ; )
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            // The pool's row is the writers' lock: what has no labels here has none until the commit.
            var ids = await connection.Query(
                "select id from dataset.pools where name = $1 for update",
                [pool],
                r => r.GetInt64(0),
                cancellationToken
            );
            if (ids is not [var poolId])
            {
                return null;
            }

            var rows = await Load(connection, poolId, after, cancellationToken);
            if (rows.Count == 0)
            {
                return new(pool, solutions, unknown, await Counts(connection, poolId, added, cancellationToken));
            }

            after = rows[^1].Id;
            solutions += rows.Count;
            var judged = rows.Where(r => r.Labeller is null)
                .Select(r => (r.Id, Verdict: Oracle.Judge(r.Statement, r.Steps)))
                .ToList();
            unknown += judged.Count(j => j.Verdict is null);
            foreach (var labeller in Oracle.Labellers)
            {
                List<(long, short?[], bool?)> mine =
                [
                    .. judged
                        .Where(j => j.Verdict?.Labeller == labeller)
                        .Select(j =>
                            (j.Id, j.Verdict!.Value.Labels.Labels.ToArray(), (bool?)j.Verdict.Value.Labels.Outcome)
                        ),
                ];
                if (mine.Count > 0)
                {
                    await LabelCopy.Write(connection, labeller, mine, cancellationToken);
                    added[labeller] = added.GetValueOrDefault(labeller) + mine.Count;
                }
            }

            await transaction.CommitAsync(cancellationToken);
        }
    }

    private static Task<List<Row>> Load(
        NpgsqlConnection connection,
        long pool,
        long after,
        CancellationToken cancellationToken
    ) =>
        connection.Query(
            """
            select s.id, p.statement, s.steps, l.labeller
            from dataset.problems p join dataset.solutions s on s.problem_id = p.id
            left join dataset.labels l on l.solution_id = s.id and l.labeller = any($4) and l.generation = 0
            where p.pool_id = $1 and s.id > $2 order by s.id limit $3
            """,
            [pool, after, Batch, Oracle.Labellers],
            r => new Row(r.GetInt64(0), r.GetString(1), r.GetFieldValue<string[]>(2), r.Nullable<string>(3)),
            cancellationToken
        );

    private static Task<List<LabelCounts>> Counts(
        NpgsqlConnection connection,
        long pool,
        Dictionary<string, int> added,
        CancellationToken cancellationToken
    ) =>
        connection.Query(
            """
            select l.labeller, count(*)::int, sum(n.positive)::bigint, sum(n.neutral)::bigint, sum(n.negative)::bigint,
                sum(n.unrated)::bigint, (count(*) filter (where l.outcome))::int
            from dataset.problems p
            join dataset.solutions s on s.problem_id = p.id
            join dataset.labels l on l.solution_id = s.id and l.labeller = any($2) and l.generation = 0
            cross join lateral (
                select count(*) filter (where v > 0) as positive, count(*) filter (where v = 0) as neutral,
                    count(*) filter (where v < 0) as negative, count(*) filter (where v is null) as unrated
                from unnest(l.labels) as v
            ) n
            where p.pool_id = $1 group by 1 order by 1
            """,
            [pool, Oracle.Labellers],
            r => new LabelCounts(
                r.GetString(0),
                r.GetInt32(1),
                added.GetValueOrDefault(r.GetString(0)),
                r.GetInt64(2),
                r.GetInt64(3),
                r.GetInt64(4),
                r.GetInt64(5),
                r.GetInt32(6)
            ),
            cancellationToken
        );

    private sealed record Row(long Id, string Statement, string[] Steps, string? Labeller);
}
