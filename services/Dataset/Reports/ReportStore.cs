using System.Text.Json;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Reports;

/// <summary>Stores reports as numbers; pages and tables are rendered from them on request.</summary>
internal static class ReportStore
{
    /// <returns>False if there is no such evaluation.</returns>
    public static async Task<bool> Put(
        NpgsqlConnection connection,
        Guid evaluation,
        ReportResult result,
        CancellationToken cancellationToken
    )
    {
        // If the same command is delivered twice, the evaluation is already completed; its report is the same and is kept.
        await connection.Execute(
            """
            with evaluation as (
                update dataset.evaluations e set select_seconds = @seconds
                from dataset.jobs j
                where e.job_id = @evaluation and j.id = e.job_id and j.stage = 'select' and j.ended is null
                returning e.job_id
            )
            insert into dataset.reports (job_id, json, picks) select job_id, @json, @picks from evaluation
            on conflict (job_id) do update set json = excluded.json, picks = excluded.picks
            """,
            new
            {
                evaluation,
                seconds = result.SelectSeconds,
                json = JsonSerializer.Serialize(result.Report, JsonSerializerOptions.Web),
                picks = result.Picks is { } picks ? JsonSerializer.Serialize(picks, JsonSerializerOptions.Web) : null,
            },
            cancellationToken
        );
        return await connection.QuerySingle<bool>(
            "select exists (select 1 from dataset.evaluations where job_id = @evaluation)",
            new { evaluation },
            cancellationToken
        );
    }

    /// <summary>Returns the JSON, or null if there is no report (yet).</summary>
    public static Task<string?> Json(
        NpgsqlConnection connection,
        Guid evaluation,
        CancellationToken cancellationToken
    ) =>
        connection.QuerySingle<string>(
            "select json from dataset.reports where job_id = @evaluation",
            new { evaluation },
            cancellationToken
        );

    /// <summary>Returns null if there is no report (yet), or it was made before picks were kept.</summary>
    public static async Task<EvaluationPicks?> Picks(
        NpgsqlConnection connection,
        Guid evaluation,
        CancellationToken cancellationToken
    ) =>
        await connection.QuerySingle<string>(
            "select picks from dataset.reports where job_id = @evaluation",
            new { evaluation },
            cancellationToken
        )
            is { } json
            ? JsonSerializer.Deserialize<EvaluationPicks>(json, JsonSerializerOptions.Web)
            : null;

    /// <summary>Returns null if there is no report (yet).</summary>
    public static async Task<EvaluationReport?> Find(
        NpgsqlConnection connection,
        Guid evaluation,
        CancellationToken cancellationToken
    ) =>
        await Json(connection, evaluation, cancellationToken) is { } json
            ? JsonSerializer.Deserialize<EvaluationReport>(json, JsonSerializerOptions.Web)
            : null;
}
