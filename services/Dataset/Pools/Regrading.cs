using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;
using Platform.Kernels.Grading;

namespace Platform.Dataset.Pools;

/// <summary>Judges a pool's answers anew, from the solutions as they stand: nothing is generated again.</summary>
internal sealed class Regrading(NpgsqlDataSource source)
{
    private const int Batch = 10_000;
    private const int Listed = 1000;

    /// <summary>Null: there is no such pool.</summary>
    public async Task<RegradeResult?> Run(
        string pool,
        GradingPolicy policy,
        bool dryRun,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // The pool's row is the writers' lock.
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

        var (solutions, judged) = (0, 0);
        var changes = new List<VerdictChange>();
        var disagreements = new List<PolicyDisagreement>();
        var stored = 0;
        for (var after = 0L; ; )
        {
            var rows = await Load(connection, poolId, after, cancellationToken);
            if (rows.Count == 0)
            {
                break;
            }

            after = rows[^1].Id;
            solutions += rows.Count;
            var verdicts = rows.Where(r => r.Truth is not null)
                .GroupBy(r => (r.Problem, r.Truth))
                .SelectMany(g => Again([.. g], policy))
                .ToList();
            judged += verdicts.Count;
            changes.AddRange(
                verdicts.Where(v => v.Now.Correct != v.Row.Correct).Select(v => Change(v.Row, v.Now, policy))
            );
            disagreements.AddRange(verdicts.Select(v => Disagreement(v.Row, v.Now)).OfType<PolicyDisagreement>());
            stored += dryRun ? 0 : await Store(connection, verdicts, cancellationToken);
        }

        if (stored > 0)
        {
            await connection.Execute(
                "update dataset.pools set revision = revision + 1 where id = $1",
                [poolId],
                cancellationToken
            );
        }

        await transaction.CommitAsync(cancellationToken);
        return new(
            pool,
            Judge.Grader(policy),
            dryRun,
            solutions,
            judged,
            changes.Count,
            [.. changes.Take(Listed)],
            disagreements.Count,
            [.. disagreements.Take(Listed)]
        );
    }

    private static IEnumerable<(Row Row, Judged Now)> Again(IReadOnlyList<Row> problem, GradingPolicy policy)
    {
        var judge = new Judge(problem[0].Truth, policy);
        return problem.Select(r => (r, judge.Solution(r.Steps, r.Rule == "file" ? r.Answer : null, null, "")));
    }

    private static VerdictChange Change(Row row, Judged now, GradingPolicy policy) =>
        new(
            row.Problem,
            row.Sample,
            now.Answer,
            row.Truth!,
            row.Correct,
            row.Grader,
            now.Correct!.Value,
            Grader.Grade(now.Answer, row.Truth!, policy).Reason
        );

    private static PolicyDisagreement? Disagreement(Row row, Judged now)
    {
        var strict = Grader.Grade(now.Answer, row.Truth!, GradingPolicy.Prm800k).Equal;
        var mathematical = Grader.Grade(now.Answer, row.Truth!, GradingPolicy.Mathematical).Equal;
        return strict == mathematical
            ? null
            : new(row.Problem, row.Sample, now.Answer, row.Truth!, strict, mathematical);
    }

    private static Task<List<Row>> Load(
        NpgsqlConnection connection,
        long pool,
        long after,
        CancellationToken cancellationToken
    ) =>
        connection.Query(
            """
            select s.id, p.key, s.sample, p.truth, s.steps, s.answer, s.answer_rule, s.correct, s.grader
            from dataset.solutions s join dataset.problems p on p.id = s.problem_id
            where p.pool_id = $1 and s.id > $2 order by s.id limit $3
            """,
            [pool, after, Batch],
            r => new Row(
                r.GetInt64(0),
                r.GetString(1),
                r.GetInt32(2),
                r.Nullable<string>(3),
                r.GetFieldValue<string[]>(4),
                r.Nullable<string>(5),
                r.Nullable<string>(6),
                r.IsDBNull(7) ? null : r.GetBoolean(7),
                r.Nullable<string>(8)
            ),
            cancellationToken
        );

    private static Task<int> Store(
        NpgsqlConnection connection,
        List<(Row Row, Judged Now)> verdicts,
        CancellationToken cancellationToken
    ) =>
        connection.Execute(
            """
            update dataset.solutions s
            set answer = t.answer, answer_rule = t.rule, answer_key = t.key, correct = t.correct, grader = t.grader
            from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bool[], $6::text[])
                as t(id, answer, rule, key, correct, grader)
            where s.id = t.id and (s.answer, s.answer_rule, s.answer_key, s.correct, s.grader)
                is distinct from (t.answer, t.rule, t.key, t.correct, t.grader)
            """,
            [
                verdicts.Select(v => v.Row.Id).ToArray(),
                verdicts.Select(v => v.Now.Answer).ToArray(),
                verdicts.Select(v => v.Now.Rule).ToArray(),
                verdicts.Select(v => v.Now.Key).ToArray(),
                verdicts.Select(v => v.Now.Correct!.Value).ToArray(),
                verdicts.Select(v => v.Now.Grader).ToArray(),
            ],
            cancellationToken
        );

    private sealed record Row(
        long Id,
        string Problem,
        int Sample,
        string? Truth,
        string[] Steps,
        string? Answer,
        string? Rule,
        bool? Correct,
        string? Grader
    );
}
