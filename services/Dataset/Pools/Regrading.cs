using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;
using Platform.Grading;

namespace Platform.Dataset.Pools;

/// <summary>Grades a pool's answers again, from the stored solutions; nothing is generated again.</summary>
internal sealed class Regrading(NpgsqlDataSource source)
{
    private const int Batch = 10_000;
    private const int Listed = 1000;

    /// <summary>Returns null if the pool does not exist.</summary>
    public async Task<RegradeResult?> Run(
        string pool,
        GradingPolicy policy,
        bool dryRun,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await PoolRecords.Lock(connection, pool, cancellationToken) is not { } poolId)
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
                verdicts
                    .Where(v => v.Now.Correct != v.Row.Correct)
                    .Select(v => Change(v.Row, v.Now, v.Judge.Grade(v.Now.Answer, policy)))
            );
            disagreements.AddRange(
                verdicts.Select(v => Disagreement(v.Row, v.Now, v.Judge)).OfType<PolicyDisagreement>()
            );
            stored += dryRun ? 0 : await Store(connection, verdicts, cancellationToken);
        }

        if (stored > 0)
        {
            await PoolRecords.Changed(connection, poolId, cancellationToken);
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

    private static IEnumerable<(Row Row, Judged Now, Judge Judge)> Again(
        IReadOnlyList<Row> problem,
        GradingPolicy policy
    )
    {
        var judge = new Judge(problem[0].Statement, problem[0].Truth, policy);
        return problem.Select(r =>
            (r, judge.Solution(r.Steps, r.Reasoning, r.Rule == "file" ? r.Answer : null, null, ""), judge)
        );
    }

    private static VerdictChange Change(Row row, Judged now, Verdict verdict) =>
        new(
            row.Problem,
            row.Sample,
            now.Answer,
            row.Truth!,
            row.Correct,
            row.Grader,
            now.Correct!.Value,
            verdict.Reason
        );

    private static PolicyDisagreement? Disagreement(Row row, Judged now, Judge judge)
    {
        var strict = judge.Grade(now.Answer, GradingPolicy.Prm800k).Equal;
        var mathematical = judge.Grade(now.Answer, GradingPolicy.Mathematical).Equal;
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
        connection.Query<Row>(
            """
            select s.id, p.key as problem, p.statement, s.sample, p.truth, s.steps,
                case when cardinality(s.steps) = 0 then s.reasoning end as reasoning, s.answer, s.answer_rule as rule,
                s.correct, s.grader
            from dataset.solutions s join dataset.problems p on p.id = s.problem_id
            where p.pool_id = @pool and s.id > @after order by s.id limit @batch
            """,
            new
            {
                pool,
                after,
                batch = Batch,
            },
            cancellationToken
        );

    private static Task<int> Store(
        NpgsqlConnection connection,
        List<(Row Row, Judged Now, Judge Judge)> verdicts,
        CancellationToken cancellationToken
    ) =>
        connection.Execute(
            """
            update dataset.solutions s
            set answer = t.answer, answer_rule = t.rule, answer_key = t.key, correct = t.correct, grader = t.grader
            from unnest(@ids::bigint[], @answers::text[], @rules::text[], @keys::text[], @correct::bool[], @graders::text[])
                as t(id, answer, rule, key, correct, grader)
            where s.id = t.id and (s.answer, s.answer_rule, s.answer_key, s.correct, s.grader)
                is distinct from (t.answer, t.rule, t.key, t.correct, t.grader)
            """,
            new
            {
                ids = verdicts.Select(v => v.Row.Id).ToArray(),
                answers = verdicts.Select(v => v.Now.Answer).ToArray(),
                rules = verdicts.Select(v => v.Now.Rule).ToArray(),
                keys = verdicts.Select(v => v.Now.Key).ToArray(),
                correct = verdicts.Select(v => v.Now.Correct!.Value).ToArray(),
                graders = verdicts.Select(v => v.Now.Grader).ToArray(),
            },
            cancellationToken
        );

    private sealed record Row(
        long Id,
        string Problem,
        string Statement,
        int Sample,
        string? Truth,
        string[] Steps,
        string? Reasoning,
        string? Answer,
        string? Rule,
        bool? Correct,
        string? Grader
    );
}
