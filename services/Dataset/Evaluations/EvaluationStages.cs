using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Evaluations;

/// <summary>Adds the work items of an evaluation's stages, always within the caller's transaction.</summary>
internal sealed class EvaluationStages(IOptions<DatasetOptions> options)
{
    /// <summary>
    /// Maximum text in one scoring message, in bytes. JSON escapes may double or triple it, and a message stays under 256
    /// KiB.
    /// </summary>
    private const int ChunkBytes = 80_000;

    /// <summary>Adds items for the missing samples.</summary>
    public Task Generate(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken) =>
        connection.Execute(
            """
            insert into dataset.work_items (job_id, kind, problem_id, first_sample, count, payload)
            select @job, 'generate', id, min(sample), count(*), jsonb_build_object('sampling', sampling)
            from (
                select p.id, p.ordinal, e.sampling, n.sample, n.sample - row_number() over (partition by p.id order by n.sample) as run
                from dataset.evaluations e
                join dataset.problems p on p.pool_id = e.pool_id
                cross join generate_series(0, e.samples - 1) n(sample)
                where e.job_id = @job
                    and not exists (select 1 from dataset.solutions s where s.problem_id = p.id and s.sample = n.sample)
            ) missing
            group by id, ordinal, sampling, run, sample / @chunk
            order by ordinal, min(sample)
            """,
            new { job, chunk = options.Value.GenerateChunk },
            cancellationToken
        );

    /// <summary>Adds items for every finished solution that a model of the evaluation has not scored.</summary>
    public async Task Score(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken)
    {
        // Solutions imported after this point are not scored, so the report covers the pool as it is now.
        await connection.Execute(
            """
            update dataset.evaluations e set pool_revision = p.revision from dataset.pools p
            where e.job_id = @job and p.id = e.pool_id
            """,
            new { job },
            cancellationToken
        );
        await connection.Execute(
            """
            insert into dataset.work_items (job_id, kind, problem_id, model_id, solution_ids, count)
            select @job, 'score', problem_id, model, array_agg(id order by sample), count(*)
            from (
                select s.id, s.sample, s.problem_id, p.ordinal, m.id as model, em.ordinal as model_ordinal,
                    (row_number() over w - 1) / @chunk as part,
                    sum(octet_length(array_to_string(s.steps, ''))) over w / @bytes as bytes
                from dataset.evaluations e
                join dataset.evaluation_models em on em.job_id = e.job_id
                join dataset.models m on m.id = em.model_id and m.pool_id is null
                join dataset.problems p on p.pool_id = e.pool_id
                join dataset.solutions s on s.problem_id = p.id
                where e.job_id = @job and s.finished and cardinality(s.steps) > 0
                    and not exists (select 1 from dataset.scores c where c.model_id = m.id and c.solution_id = s.id)
                window w as (partition by m.id, s.problem_id order by s.sample)
            ) unscored
            group by problem_id, ordinal, model, model_ordinal, part, bytes
            order by model_ordinal, ordinal, min(sample)
            """,
            new
            {
                job,
                chunk = options.Value.ScoreChunk,
                bytes = ChunkBytes,
            },
            cancellationToken
        );
    }

    /// <summary>Adds the single item that builds the report.</summary>
    public static Task Select(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken) =>
        connection.Execute(
            "insert into dataset.work_items (job_id, kind, count) values (@job, 'select', 1)",
            new { job },
            cancellationToken
        );

    /// <summary>Returns true if there is something to report on.</summary>
    public static Task<bool> HasSolutions(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken) =>
        connection.QuerySingle<bool>(
            """
            select exists (
                select 1 from dataset.evaluations e
                join dataset.problems p on p.pool_id = e.pool_id
                join dataset.solutions s on s.problem_id = p.id
                where e.job_id = @job
            )
            """,
            new { job },
            cancellationToken
        );

    /// <summary>Returns true if the selector has stored the report and replied.</summary>
    public static Task<bool> HasReport(NpgsqlConnection connection, Guid job, CancellationToken cancellationToken) =>
        connection.QuerySingle<bool>(
            """
            select exists (select 1 from dataset.reports where job_id = @job)
                and exists (select 1 from dataset.work_items where job_id = @job and kind = 'select' and state = 'done')
            """,
            new { job },
            cancellationToken
        );
}
