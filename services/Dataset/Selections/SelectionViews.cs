using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Jobs;
using Platform.Dataset.Storage;
using Platform.Dataset.Work;

namespace Platform.Dataset.Selections;

/// <summary>Selections as the API returns them.</summary>
internal sealed class SelectionViews(NpgsqlDataSource source)
{
    /// <param name="id">Id of one selection, which then has its report, or null for all.</param>
    /// <param name="pool">Name of a pool, or null for all.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<List<SelectionStatus>> List(Guid? id, string? pool, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.Query<Row>(
            $"""
            select j.id, e.request::text as request, e.pool_name, {SelectionRecords.ModelNames} as models, e.generation,
                j.state, j.reasons, j.submitted, j.ended,
                {UsedModels.IsCurrent("selection_models")} as current,
                e.pool_revision, e.selected, e.sha256, e.select_seconds,
                case when @id::uuid is not null then e.report end as report
            from dataset.selections e
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
        return [.. rows.Select(r => r.Status([.. stages[r.Id].Select(s => s.Progress)]))];
    }

    private sealed record Row(
        Guid Id,
        string? Request,
        string PoolName,
        string[] Models,
        int? Generation,
        string State,
        string[] Reasons,
        DateTimeOffset Submitted,
        DateTimeOffset? Ended,
        bool Current,
        long? PoolRevision,
        int? Selected,
        string? Sha256,
        double SelectSeconds,
        string? Report
    )
    {
        public SelectionStatus Status(IReadOnlyList<StageProgress> stages) =>
            new(
                Id,
                Json<SubmitSelection>(Request) is { } request ? request with { SelectionId = null } : null,
                PoolName,
                Models,
                Generation,
                State,
                Reasons,
                Submitted,
                Ended,
                stages,
                Current,
                PoolRevision,
                Selected,
                Sha256,
                SelectSeconds,
                Json<SelectionReport>(Report)
            );

        private static T? Json<T>(string? text)
            where T : class => text is null ? null : JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web);
    }
}
