using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Storage;

namespace Platform.Dataset.Evaluations;

/// <summary>Evaluations and their reports over HTTP. They are submitted through the queue, never here.</summary>
internal static class EvaluationEndpoints
{
    public static WebApplication MapEvaluations(this WebApplication app)
    {
        app.MapGet("/evaluations", List).WithSummary("Evaluations, newest first");
        app.MapGet("/evaluations/{id:guid}", Get).WithSummary("An evaluation with its progress");
        app.MapGet("/evaluations/{id:guid}/columns", Columns).WithSummary("What the selector needs, as JSON lines");
        app.MapPut("/evaluations/{id:guid}/report", Put).WithSummary("The selector's report");
        app.MapGet(
                "/evaluations/{id:guid}/report",
                (Guid id, PlatformDb db, CancellationToken c) => Report(id, "application/json", db, r => r.Json, c)
            )
            .WithSummary("The report as JSON");
        app.MapGet(
                "/evaluations/{id:guid}/report.csv",
                (Guid id, PlatformDb db, CancellationToken c) => Report(id, "text/csv", db, r => r.Csv, c)
            )
            .WithSummary("The report as CSV");
        app.MapGet(
                "/evaluations/{id:guid}/report.html",
                (Guid id, PlatformDb db, CancellationToken c) => Report(id, "text/html", db, r => r.Html, c)
            )
            .WithSummary("The report as one self-contained page");
        return app;
    }

    private static Task<List<EvaluationStatus>> List(
        string? pool,
        EvaluationViews views,
        CancellationToken cancellationToken
    ) => views.List(null, pool, cancellationToken);

    private static async Task<IResult> Get(Guid id, EvaluationViews views, CancellationToken cancellationToken) =>
        (await views.List(id, null, cancellationToken)).SingleOrDefault() is { } status
            ? Results.Ok(status)
            : Refusal.NotFound($"There is no evaluation {id}; GET /evaluations lists them.");

    private static async Task Columns(
        Guid id,
        HttpResponse response,
        EvaluationColumnReader reader,
        CancellationToken cancellationToken
    )
    {
        if (await reader.Header(id, cancellationToken) is not { } header)
        {
            await Refusal.NotFound($"There is no evaluation {id} with a pool.").ExecuteAsync(response.HttpContext);
            return;
        }

        response.ContentType = "application/x-ndjson";
        await WriteLine(response.Body, header, cancellationToken);
        await foreach (var problem in reader.Problems(id, header.Labeller, cancellationToken))
        {
            await WriteLine(response.Body, problem, cancellationToken);
        }
    }

    private static async Task WriteLine<T>(Stream body, T line, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(body, line, JsonSerializerOptions.Web, cancellationToken);
        await body.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }

    private static async Task<IResult> Put(
        Guid id,
        ReportDocuments documents,
        NpgsqlDataSource source,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var rows = await connection.Execute(
            """
            with evaluation as (
                update dataset.evaluations set select_seconds = $5 where id = $1 and state = 'selecting' returning id
            )
            insert into dataset.reports (evaluation_id, json, csv, html) select id, $2, $3, $4 from evaluation
            on conflict (evaluation_id) do update set json = excluded.json, csv = excluded.csv, html = excluded.html
            """,
            [
                id,
                JsonSerializer.Serialize(documents.Report, JsonSerializerOptions.Web),
                documents.Csv,
                documents.Html,
                documents.SelectSeconds,
            ],
            cancellationToken
        );
        // A second delivery of the same selection finds the evaluation completed: its report is the same.
        return rows > 0 || await Exists(connection, id, cancellationToken)
            ? Results.NoContent()
            : Refusal.NotFound($"There is no evaluation {id}.");
    }

    private static async Task<bool> Exists(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        (
            await connection.Query(
                "select 1 from dataset.evaluations where id = $1",
                [id],
                r => r.GetInt32(0),
                cancellationToken
            )
        ).Count > 0;

    private static async Task<IResult> Report(
        Guid id,
        string type,
        PlatformDb db,
        Func<ReportRow, string> form,
        CancellationToken cancellationToken
    )
    {
        var report = await db.Reports.AsNoTracking().SingleOrDefaultAsync(r => r.EvaluationId == id, cancellationToken);
        return report is null
            ? Refusal.NotFound($"Evaluation {id} has no report (yet); GET /evaluations/{id} tells its state.")
            : Results.Text(form(report), type, System.Text.Encoding.UTF8);
    }
}
