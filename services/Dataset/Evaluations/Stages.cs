using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Evaluations;

/// <summary>Generate, score, select: makes a stage's work items, always within the caller's transaction.</summary>
internal sealed class Stages(IOptions<DatasetOptions> options)
{
    /// <summary>Text in one scoring message; JSON escapes may double or triple it, and a message stays under 256 KiB.</summary>
    private const int ChunkBytes = 80_000;

    /// <summary>Writes down which models the report will use (those named, then those that came with the pool) and starts.</summary>
    public async Task Begin(
        NpgsqlConnection connection,
        EvaluationRow evaluation,
        IReadOnlyList<RewardModelRow> models,
        CancellationToken cancellationToken
    )
    {
        await connection.Execute(
            """
            insert into dataset.evaluation_models (evaluation_id, reward_model_id, ordinal)
            select $1, id, row_number() over (order by named nulls last, id) - 1
            from (
                select m.id, array_position($3, m.id) as named from dataset.reward_models m
                where m.id = any($3) or m.pool_id = $2
            ) used
            """,
            [evaluation.Id, evaluation.PoolId, models.Select(m => m.Id).ToArray()],
            cancellationToken
        );
        await Enter(connection, evaluation.Id, EvaluationState.Generating, cancellationToken);
        if (evaluation.Samples is { } samples)
        {
            await connection.Execute(
                """
                insert into dataset.work_items (evaluation_id, kind, problem_id, first_sample, count, failed, state, attempts, run_seconds)
                select $1, 'generate', id, min(sample), count(*), 0, 'pending', 0, 0
                from (
                    select p.id, p.ordinal, n.sample, n.sample - row_number() over (partition by p.id order by n.sample) as run
                    from dataset.problems p cross join generate_series(0, $3 - 1) n(sample)
                    where p.pool_id = $2
                        and not exists (select 1 from dataset.solutions s where s.problem_id = p.id and s.sample = n.sample)
                ) missing
                group by id, ordinal, run, sample / $4
                order by ordinal, min(sample)
                """,
                [evaluation.Id, evaluation.PoolId, samples, options.Value.GenerateChunk],
                cancellationToken
            );
        }
    }

    /// <summary>Work items for every finished solution that a model of the evaluation has not judged yet.</summary>
    public async Task BeginScoring(NpgsqlConnection connection, Guid evaluation, CancellationToken cancellationToken)
    {
        await Enter(connection, evaluation, EvaluationState.Scoring, cancellationToken);
        // What is imported from here on is not asked for, so the report stands for the pool as it is now.
        await connection.Execute(
            """
            update dataset.evaluations e set pool_revision = p.revision from dataset.pools p
            where e.id = $1 and p.id = e.pool_id
            """,
            [evaluation],
            cancellationToken
        );
        await connection.Execute(
            """
            insert into dataset.work_items (evaluation_id, kind, problem_id, reward_model_id, solution_ids, count, failed, state, attempts, run_seconds)
            select $1, 'score', problem_id, model, array_agg(id order by sample), count(*), 0, 'pending', 0, 0
            from (
                select s.id, s.sample, s.problem_id, p.ordinal, m.id as model, em.ordinal as model_ordinal,
                    (row_number() over w - 1) / $2 as part,
                    sum(octet_length(array_to_string(s.steps, ''))) over w / $3 as bytes
                from dataset.evaluations e
                join dataset.evaluation_models em on em.evaluation_id = e.id
                join dataset.reward_models m on m.id = em.reward_model_id and m.pool_id is null
                join dataset.problems p on p.pool_id = e.pool_id
                join dataset.solutions s on s.problem_id = p.id
                where e.id = $1 and s.finished and cardinality(s.steps) > 0
                    and not exists (select 1 from dataset.scores c where c.reward_model_id = m.id and c.solution_id = s.id)
                window w as (partition by m.id, s.problem_id order by s.sample)
            ) unscored
            group by problem_id, ordinal, model, model_ordinal, part, bytes
            order by model_ordinal, ordinal, min(sample)
            """,
            [evaluation, options.Value.ScoreChunk, ChunkBytes],
            cancellationToken
        );
    }

    public async Task BeginSelecting(NpgsqlConnection connection, Guid evaluation, CancellationToken cancellationToken)
    {
        await Enter(connection, evaluation, EvaluationState.Selecting, cancellationToken);
        await connection.Execute(
            """
            insert into dataset.work_items (evaluation_id, kind, count, failed, state, attempts, run_seconds)
            values ($1, 'select', 1, 0, 'pending', 0, 0)
            """,
            [evaluation],
            cancellationToken
        );
    }

    private static Task Enter(
        NpgsqlConnection connection,
        Guid evaluation,
        string state,
        CancellationToken cancellationToken
    ) =>
        connection.Execute(
            "update dataset.evaluations set state = $2 where id = $1",
            [evaluation, state],
            cancellationToken
        );
}
