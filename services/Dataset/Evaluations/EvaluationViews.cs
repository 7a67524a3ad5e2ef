using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Storage;
using Platform.Dataset.Work;

namespace Platform.Dataset.Evaluations;

/// <summary>Evaluations as the API returns them.</summary>
internal sealed class EvaluationViews(NpgsqlDataSource source)
{
    /// <param name="id">Id of one evaluation, or null for all.</param>
    /// <param name="pool">Name of a pool, or null for all.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<List<EvaluationStatus>> List(Guid? id, string? pool, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.Query<Row>(
            $"""
            select j.id, e.pool_name, e.models, e.samples, e.sampling::text as sampling, e.seed, e.ties, e.steps::text as steps, j.state, j.stage,
                j.reasons, j.submitted, j.ended,
                e.select_seconds,
                {UsedModels.IsCurrent("evaluation_models")} as current
            from dataset.evaluations e
            join dataset.jobs j on j.id = e.job_id
            left join dataset.pools p on p.id = e.pool_id
            where (@id::uuid is null or j.id = @id) and (@pool::text is null or e.pool_name = @pool)
            order by j.submitted desc limit @most
            """,
            new
            {
                id,
                pool,
                most = JobViews.Most,
            },
            cancellationToken
        );
        var stages = await JobViews.Stages(connection, [.. rows.Select(r => r.Id)], cancellationToken);
        return [.. rows.Select(r => r.Status([.. stages[r.Id]]))];
    }

    private sealed record Row(
        Guid Id,
        string PoolName,
        string[] Models,
        int? Samples,
        string Sampling,
        long Seed,
        string Ties,
        string? Steps,
        string State,
        string? Stage,
        string[] Reasons,
        DateTimeOffset Submitted,
        DateTimeOffset? Ended,
        double SelectSeconds,
        bool Current
    )
    {
        public EvaluationStatus Status(IReadOnlyList<StageOfJob> stages) =>
            new(
                Id,
                PoolName,
                Models,
                Samples,
                Seed,
                Enum.Parse<VoteTies>(Ties, ignoreCase: true),
                EvaluationState.Of(State, Stage),
                Reasons,
                Submitted,
                Ended,
                [.. stages.Select(s => s.Progress)],
                Current,
                stages.Sum(s => s.Seconds),
                SelectSeconds,
                JsonSerializer.Deserialize<Sampling>(Sampling, JsonSerializerOptions.Web),
                StepFields.Parse(Steps)
            );
    }
}
