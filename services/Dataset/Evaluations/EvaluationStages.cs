using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;
using Platform.Dataset.Work;

namespace Platform.Dataset.Evaluations;

/// <summary>Adds the work items of an evaluation's stages, always within the caller's transaction.</summary>
internal sealed class EvaluationStages(ScoreItems scores, IOptions<DatasetOptions> options)
{
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
        var used = await connection.QuerySingle<Used>(
            """
            select e.pool_id as pool, array(
                select em.model_id from dataset.evaluation_models em where em.job_id = e.job_id order by em.ordinal
            ) as models
            from dataset.evaluations e where e.job_id = @job
            """,
            new { job },
            cancellationToken
        );
        await scores.Add(connection, job, used!.Pool, used.Models, null, cancellationToken);
    }

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

    private sealed record Used(long Pool, long[] Models);
}
