using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Evaluations;

/// <summary>Writes results down. Every write is idempotent on its natural key: a repeated result changes nothing.</summary>
internal sealed class ResultStore(NpgsqlDataSource source, Wake wake, IOptions<DatasetOptions> options)
{
    public async Task Record(SolutionsScored scored, CancellationToken cancellationToken)
    {
        var usable = scored.Solutions.Select(Checked).ToList();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.Execute(
            """
            insert into dataset.scores (reward_model_id, solution_id, rows, probabilities, failure)
            select w.reward_model_id, t.solution, t.rows,
                case when t.failure is null then ($5::float8[])[t.start + 1 : t.start + t.length] end, t.failure
            from dataset.work_items w,
                unnest($2::bigint[], $3::int[], $4::text[], $6::int[], $7::int[]) as t(solution, rows, failure, start, length)
            where w.id = $1 and t.solution = any(w.solution_ids)
            on conflict do nothing
            """,
            [
                scored.WorkItemId,
                usable.Select(s => s.SolutionId).ToArray(),
                usable.Select(s => s.Probabilities?.Count ?? 0).ToArray(),
                usable.Select(s => s.Failure).ToArray(),
                usable.SelectMany(s => s.Probabilities ?? []).SelectMany(p => p).ToArray(),
                Starts(usable).ToArray(),
                usable.Select(Length).ToArray(),
            ],
            cancellationToken
        );
        await Finish(
            connection,
            WorkKind.Score,
            scored.WorkItemId,
            usable.Count(s => s.Failure is null),
            null,
            scored.RunSeconds,
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        wake.Now();
    }

    public async Task Record(SolutionsGenerated generated, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var truth = (
            await connection.Query(
                // The pool's row is the writers' lock, as in an import.
                "select q.truth from dataset.problems q join dataset.pools p on p.id = q.pool_id where q.id = $1 for update of p",
                [generated.ProblemId],
                r => r.Nullable<string>(0),
                cancellationToken
            )
        ).SingleOrDefault();
        // NUL cannot be stored as text: such a sample counts as failed.
        var storable = generated.Solutions.Where(s => !s.Steps.Any(t => t.Contains('\0'))).ToList();
        var judge = new Judge(truth);
        var added = 0;
        foreach (var solution in storable)
        {
            var judged = judge.Solution(solution.Steps, null, null, "generated");
            added += await connection.Execute(
                """
                insert into dataset.solutions
                    (problem_id, sample, steps, answer, answer_rule, answer_key, finished, correct, grader, source)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb)
                on conflict do nothing
                """,
                [
                    generated.ProblemId,
                    solution.Sample,
                    solution.Steps.ToArray(),
                    judged.Answer,
                    judged.Rule,
                    judged.Key,
                    solution.Finished,
                    judged.Correct,
                    judged.Grader,
                    JsonSerializer.Serialize(solution.Source, JsonSerializerOptions.Web),
                ],
                cancellationToken
            );
        }

        await connection.Execute(
            "update dataset.pools set revision = revision + 1 where $2 > 0 and id = (select pool_id from dataset.problems where id = $1)",
            [generated.ProblemId, added],
            cancellationToken
        );
        var failure =
            generated.Failure
            ?? (storable.Count < generated.Solutions.Count ? "the sample holds NUL characters" : null);
        await Finish(
            connection,
            WorkKind.Generate,
            generated.WorkItemId,
            storable.Count,
            failure,
            0,
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        wake.Now();
    }

    /// <summary>A worker gave up: the item has failed and says why. Its solutions stay unscored.</summary>
    public async Task RecordFault(long workItem, string reason, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await connection.Execute(
            "update dataset.work_items set state = 'failed', failed = count, lease_until = null, closed = now(), reason = $2 where id = $1 and state in ('pending', 'published')",
            [workItem, reason.Replace('\0', '\uFFFD')],
            cancellationToken
        );
        wake.Now();
    }

    /// <summary>The report is there; false when it is not, which only a forged event brings about.</summary>
    public async Task<bool> Record(EvaluationCompleted completed, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var ended = await connection.Execute(
            """
            update dataset.evaluations e set state = 'completed', ended = now(), pool_revision = $2
            where e.id = $1 and e.state = 'selecting' and exists (select 1 from dataset.reports r where r.evaluation_id = e.id)
            """,
            [completed.Report.Evaluation, completed.Report.Lineage.PoolRevision],
            cancellationToken
        );
        await connection.Execute(
            "update dataset.work_items set state = 'done', lease_until = null, closed = now() where id = $1 and kind = 'select' and evaluation_id = $2",
            [completed.WorkItemId, completed.Report.Evaluation],
            cancellationToken
        );
        await transaction.CommitAsync(cancellationToken);
        return ended > 0;
    }

    /// <summary>
    /// Closes an item. Queues are first in, first out: items published after this one are still on their way, so their
    /// leases are renewed; those published before it and still open are the lost ones.
    /// </summary>
    private Task<int> Finish(
        NpgsqlConnection connection,
        string kind,
        long item,
        int done,
        string? reason,
        double runSeconds,
        CancellationToken cancellationToken
    ) =>
        connection.Execute(
            """
            with closed as (
                update dataset.work_items
                set state = 'done', failed = count - $2, reason = $3, run_seconds = $4, lease_until = null, closed = now()
                where id = $1 and state <> 'done'
                returning published
            )
            update dataset.work_items w set lease_until = now() + $5
            from closed
            where w.kind = $6 and w.state = 'published' and w.published >= closed.published
                and w.id <> $1 and w.lease_until < now() + $5 * 0.5
            """,
            [item, done, reason, runSeconds, options.Value.LeaseOf(kind), kind],
            cancellationToken
        );

    /// <summary>What a scorer must never send is kept out of the database all the same.</summary>
    private static ScoredSolution Checked(ScoredSolution s) =>
        s.Failure is not null ? s with { Probabilities = null, Failure = s.Failure.Replace('\0', '\uFFFD') }
        : s.Probabilities is not { Count: > 0 } rows
            ? s with
            {
                Probabilities = null,
                Failure = "the scorer sent neither scores nor a reason",
            }
        : rows.SelectMany(r => r).All(double.IsFinite) && rows.All(r => r.Length == rows[0].Length) ? s
        : s with { Probabilities = null, Failure = "the scorer sent scores that are not finite or not of one width" };

    private static int Length(ScoredSolution s) => s.Probabilities?.Sum(p => p.Length) ?? 0;

    private static IEnumerable<int> Starts(IEnumerable<ScoredSolution> solutions)
    {
        var start = 0;
        foreach (var solution in solutions)
        {
            yield return start;
            start += Length(solution);
        }
    }
}
