using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Quality;

/// <summary>The gold solutions of pools.</summary>
internal sealed class GoldRecords(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>Source of gold that an administrator has marked or imported.</summary>
    private const string Marked = "marked";

    /// <summary>The gold solutions in the order of the pool; null if there is no such pool.</summary>
    public async Task<IReadOnlyList<GoldSolution>?> List(string pool, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (await PoolRecords.Find(connection, pool, cancellationToken) is not { } id)
        {
            return null;
        }

        var rows = await connection.Query<Row>(
            """
            select p.key, s.sample, g.first_errors, g.source, g.marked
            from dataset.gold_solutions g
            join dataset.solutions s on s.id = g.solution_id
            join dataset.problems p on p.id = s.problem_id
            where p.pool_id = @id order by p.ordinal, s.sample
            """,
            new { id },
            cancellationToken
        );
        return [.. rows.Select(r => new GoldSolution(r.Key, r.Sample, r.FirstErrors, r.Source, r.Marked))];
    }

    /// <summary>Marks solutions, all of them or none; null if there is no such pool.</summary>
    /// <returns>The result, or every reason why nothing was stored.</returns>
    public async Task<(GoldResult? Result, IReadOnlyList<string> Reasons)?> Mark(
        string pool,
        IReadOnlyList<GoldMark> marks,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await PoolRecords.Lock(connection, pool, cancellationToken) is not { } id)
        {
            return null;
        }

        var known = (
            await connection.Query<Known>(
                """
                select p.key, s.sample, s.id, cardinality(s.steps) as steps from dataset.problems p
                join dataset.solutions s on s.problem_id = p.id where p.pool_id = @id and p.key = any(@keys)
                """,
                new { id, keys = marks.Select(m => m.Key).Distinct().ToArray() },
                cancellationToken
            )
        ).ToDictionary(k => (k.Key, k.Sample));
        var reasons = GoldMarks.Reasons(
            marks,
            (key, sample) => known.TryGetValue((key, sample), out var solution) ? solution.Steps : null
        );
        if (reasons.Count > 0)
        {
            return (null, reasons);
        }

        var (added, changed, removed) = (0, 0, 0);
        foreach (var mark in marks)
        {
            long solution = known[(mark.Key, mark.Sample)].Id;
            int[] errors = [.. mark.FirstErrors.Distinct().Order()];
            if (errors.Length == 0)
            {
                removed += await connection.Execute(
                    "delete from dataset.gold_solutions where solution_id = @solution",
                    new { solution },
                    cancellationToken
                );
                continue;
            }

            bool? isNew = await connection.QuerySingle<bool?>(
                """
                insert into dataset.gold_solutions as g (solution_id, first_errors, source, marked)
                values (@solution, @errors, @by, @now)
                on conflict (solution_id) do update
                set first_errors = excluded.first_errors, source = excluded.source, marked = excluded.marked
                where g.first_errors <> excluded.first_errors
                returning xmax = 0
                """,
                new
                {
                    solution,
                    errors,
                    by = Marked,
                    now = time.GetUtcNow(),
                },
                cancellationToken
            );
            added += isNew == true ? 1 : 0;
            changed += isNew == false ? 1 : 0;
        }

        var result = new GoldResult(pool, added, changed, removed, await Count(connection, id, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return (result, []);
    }

    /// <summary>
    /// Makes gold of the solutions that a labeller has rated completely, up to the first bad step or to the end. If several
    /// labellers have the name, the first errors of all of them are acceptable. Null if there is no such pool.
    /// </summary>
    public async Task<GoldResult?> Take(string pool, string labeller, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await PoolRecords.Lock(connection, pool, cancellationToken) is not { } id)
        {
            return null;
        }

        int added = await connection.Execute(
            """
            insert into dataset.gold_solutions (solution_id, first_errors, source, marked)
            select s.id, array_agg(distinct coalesce(v.bad, -1)), @labeller, @now
            from dataset.problems p
            join dataset.solutions s on s.problem_id = p.id
            join dataset.labels l on l.solution_id = s.id
                and (l.labeller = @labeller or starts_with(l.labeller, @labeller || ':'))
            cross join lateral (
                select min(x.step) filter (where x.value = -1) as bad,
                    min(x.step) filter (where x.value is null or x.value not in (-1, 0, 1)) as open, count(*) as steps
                from dataset.step_labels x where x.label_id = l.id and x.alternative = 0
            ) v
            where p.pool_id = @id and (v.bad is not null or v.steps = cardinality(s.steps)) and v.steps > 0
                and (v.open is null or v.open > v.bad)
            group by s.id
            on conflict (solution_id) do nothing
            """,
            new
            {
                id,
                labeller,
                now = time.GetUtcNow(),
            },
            cancellationToken
        );
        var result = new GoldResult(pool, added, 0, 0, await Count(connection, id, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private static Task<int> Count(NpgsqlConnection connection, long pool, CancellationToken cancellationToken) =>
        connection.QuerySingle<int>(
            """
            select count(*)::int from dataset.gold_solutions g
            join dataset.solutions s on s.id = g.solution_id
            join dataset.problems p on p.id = s.problem_id where p.pool_id = @pool
            """,
            new { pool },
            cancellationToken
        );

    private sealed record Row(string Key, int Sample, int[] FirstErrors, string Source, DateTimeOffset Marked);

    private sealed record Known(string Key, int Sample, long Id, int Steps);
}
