using Npgsql;
using Platform.Dataset.Rollouts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Labellings;

/// <summary>What a labelling that was accepted labels, and by whom.</summary>
internal sealed record LabellingInputs(
    long PoolId,
    string PoolName,
    Guid? SelectionId,
    string Supervisor,
    long? ModelId,
    string? ModelName,
    string? ModelVersion,
    string? Labeller,
    double? Threshold,
    string? Rollouts,
    int Generation,
    int Solutions
)
{
    /// <summary>The supervisor; a model with its version.</summary>
    public string By => LabellingViews.By(Supervisor, ModelName, ModelVersion);

    /// <summary>What rollouts need of it.</summary>
    public RolloutLabelling Of(Guid job, string rollouts) =>
        new(job, SelectionId, RolloutRules.Rule(RolloutRules.Read(rollouts)));

    public static Task<LabellingInputs?> Of(
        NpgsqlConnection connection,
        Guid job,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingle<LabellingInputs>(
            """
            select b.pool_id, b.pool_name, b.selection_id, b.supervisor, b.model_id, m.name as model_name,
                m.version as model_version, b.labeller, b.threshold, b.rollouts::text as rollouts, b.generation, case
                    when b.selection_id is not null then (select e.selected from dataset.selections e where e.job_id = b.selection_id)
                    else (
                        select count(*) from dataset.problems p join dataset.solutions s on s.problem_id = p.id
                        where p.pool_id = b.pool_id
                    )::int
                end as solutions
            from dataset.labellings b left join dataset.models m on m.id = b.model_id
            where b.job_id = @job
            """,
            new { job },
            cancellationToken
        );
}
