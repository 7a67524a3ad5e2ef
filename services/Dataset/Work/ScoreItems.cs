using Microsoft.Extensions.Options;
using Npgsql;
using Platform.Dataset.Settings;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Work;

/// <summary>Adds the work items of a stage that scores, for every kind of job that needs scores.</summary>
internal sealed class ScoreItems(IOptions<DatasetOptions> options)
{
    /// <summary>
    /// Maximum text in one scoring message, in bytes. JSON escapes may double or triple it, and a message stays under 256
    /// KiB.
    /// </summary>
    private const int ChunkBytes = 80_000;

    /// <summary>
    /// Adds items for every finished solution that a model has not scored, within the caller's transaction. Models whose
    /// scores were imported score nothing.
    /// </summary>
    /// <param name="connection">The caller's connection.</param>
    /// <param name="job">The job that scores.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="models">The models, in the order of their items.</param>
    /// <param name="selection">If given, only the solutions of this selection.</param>
    /// <param name="cancellationToken">Stops the statement.</param>
    public async Task Add(
        NpgsqlConnection connection,
        Guid job,
        long pool,
        long[] models,
        Guid? selection,
        CancellationToken cancellationToken
    )
    {
        bool scores = await connection.QuerySingle<bool>(
            "select exists (select 1 from dataset.models where id = any(@models) and pool_id is null)",
            new { models },
            cancellationToken
        );
        if (!scores)
        {
            return;
        }

        await connection.Execute(
            """
            insert into dataset.work_items (job_id, kind, problem_id, model_id, solution_ids, count)
            select @job, 'score', problem_id, model, array_agg(id order by sample), count(*)
            from (
                select s.id, s.sample, s.problem_id, p.ordinal, m.id as model, u.ordinal as model_ordinal,
                    (row_number() over w - 1) / @chunk as part,
                    sum(octet_length(array_to_string(s.steps, ''))) over w / @bytes as bytes
                from unnest(@models::bigint[]) with ordinality as u(model, ordinal)
                join dataset.models m on m.id = u.model and m.pool_id is null
                join dataset.problems p on p.pool_id = @pool
                join dataset.solutions s on s.problem_id = p.id
                where s.finished and cardinality(s.steps) > 0
                    and not exists (select 1 from dataset.scores c where c.model_id = m.id and c.solution_id = s.id)
                    and (@selection::uuid is null or exists (
                        select 1 from dataset.selected_solutions x where x.job_id = @selection and x.solution_id = s.id
                    ))
                window w as (partition by m.id, s.problem_id order by s.sample)
            ) unscored
            group by problem_id, ordinal, model, model_ordinal, part, bytes
            order by model_ordinal, ordinal, min(sample)
            """,
            new
            {
                job,
                pool,
                models,
                selection,
                chunk = options.Value.ScoreChunk,
                bytes = ChunkBytes,
            },
            cancellationToken
        );
    }
}
