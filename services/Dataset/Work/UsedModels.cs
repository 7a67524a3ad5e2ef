using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Work;

/// <summary>
/// The models that a job uses, in a table of its kind with the columns <c>job_id</c>, <c>model_id</c> and <c>ordinal</c>.
/// </summary>
internal static class UsedModels
{
    /// <summary>The models in their order.</summary>
    public static async Task<List<(long Id, ModelLineage Lineage)>> Of(
        NpgsqlConnection connection,
        string table,
        Guid job,
        CancellationToken cancellationToken
    ) =>
        [
            .. (
                await connection.Query<Model>(
                    $"""
                    select m.id, m.name, m.version, m.kind, m.classes from dataset.{table} em
                    join dataset.models m on m.id = em.model_id where em.job_id = @job order by em.ordinal
                    """,
                    new { job },
                    cancellationToken
                )
            ).Select(m => (m.Id, new ModelLineage(m.Name, m.Version, m.Kind, m.Classes))),
        ];

    /// <summary>
    /// SQL that is true if the job <c>j</c> with the row <c>e</c> has completed, and the pool <c>p</c> and the models are
    /// still the same.
    /// </summary>
    public static string IsCurrent(string table) =>
        $"""
            coalesce(j.state = 'completed' and e.pool_revision = p.revision and not exists (
                select 1 from dataset.{table} em
                join dataset.models used on used.id = em.model_id
                join dataset.models newer on newer.name = used.name and newer.kind = used.kind and newer.pool_id is null
                    and used.pool_id is null and newer.registered > used.registered
                where em.job_id = e.job_id
            ), false)
            """;

    private sealed record Model(long Id, string Name, string Version, string Kind, string[] Classes);
}
