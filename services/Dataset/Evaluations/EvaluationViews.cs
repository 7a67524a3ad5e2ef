using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Evaluations;

/// <summary>Evaluations as the API shows them.</summary>
internal sealed class EvaluationViews(NpgsqlDataSource source)
{
    private const int Most = 200;

    /// <param name="id">One evaluation; null: all.</param>
    /// <param name="pool">Those of one pool; null: of all.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<List<EvaluationStatus>> List(Guid? id, string? pool, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var stages = await connection.Query(
            """
            select w.evaluation_id, w.kind, sum(w.count)::bigint,
                coalesce(sum(w.count) filter (where w.state in ('done', 'failed')), 0)::bigint,
                sum(w.failed)::bigint, sum(w.run_seconds)
            from dataset.work_items w
            join dataset.evaluations e on e.id = w.evaluation_id
            where ($1::uuid is null or e.id = $1) and ($2::text is null or e.pool_name = $2)
            group by w.evaluation_id, w.kind
            order by array_position(array['generate', 'score', 'select'], w.kind)
            """,
            [id, pool],
            r =>
                (
                    Id: r.GetGuid(0),
                    Progress: new StageProgress(r.GetString(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4)),
                    Seconds: r.GetDouble(5)
                ),
            cancellationToken
        );
        var byEvaluation = stages.ToLookup(s => s.Id);
        return await connection.Query(
            """
            select e.id, e.pool_name, e.models, e.samples, e.seed, e.state, e.reasons, e.submitted, e.ended, e.select_seconds,
                e.state = 'completed' and e.pool_revision = p.revision and not exists (
                    select 1 from dataset.evaluation_models em
                    join dataset.reward_models used on used.id = em.reward_model_id
                    join dataset.reward_models newer on newer.name = used.name and newer.kind = used.kind and newer.pool_id is null
                        and used.pool_id is null and newer.registered > used.registered
                    where em.evaluation_id = e.id
                )
            from dataset.evaluations e left join dataset.pools p on p.id = e.pool_id
            where ($1::uuid is null or e.id = $1) and ($2::text is null or e.pool_name = $2)
            order by e.submitted desc limit $3
            """,
            [id, pool, Most],
            r => new EvaluationStatus(
                r.GetGuid(0),
                r.GetString(1),
                r.GetFieldValue<string[]>(2),
                r.IsDBNull(3) ? null : r.GetInt32(3),
                r.GetInt64(4),
                r.GetString(5),
                r.GetFieldValue<string[]>(6),
                r.GetFieldValue<DateTimeOffset>(7),
                r.IsDBNull(8) ? null : r.GetFieldValue<DateTimeOffset>(8),
                [.. byEvaluation[r.GetGuid(0)].Select(s => s.Progress)],
                !r.IsDBNull(10) && r.GetBoolean(10),
                byEvaluation[r.GetGuid(0)].Sum(s => s.Seconds),
                r.GetDouble(9)
            ),
            cancellationToken
        );
    }
}
