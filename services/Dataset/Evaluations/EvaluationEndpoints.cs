using System.Text;
using Npgsql;
using Platform.Contracts;
using Platform.Dataset.Api;
using Platform.Dataset.Reports;

namespace Platform.Dataset.Evaluations;

/// <summary>
/// HTTP endpoints for evaluations and their reports. Evaluations are submitted through the queue, not over HTTP.
/// </summary>
internal static class EvaluationEndpoints
{
    public static WebApplication MapEvaluations(this WebApplication app)
    {
        app.MapGet(
                "/evaluations",
                (string? pool, EvaluationViews views, CancellationToken c) => views.List(null, pool, c)
            )
            .WithSummary("Evaluations, newest first");
        app.MapGet("/evaluations/{id:guid}", Get).WithSummary("An evaluation with its progress");
        app.MapGet("/evaluations/{id:guid}/columns", Columns).WithSummary("Data for the selector, as JSON lines");
        app.MapPut("/evaluations/{id:guid}/report", Put).WithSummary("Stores the selector's report");
        app.MapGet("/evaluations/{id:guid}/report", Json).WithSummary("The report as JSON");
        app.MapGet(
                "/evaluations/{id:guid}/report.csv",
                (Guid id, NpgsqlDataSource source, CancellationToken c) =>
                    Render(id, "text/csv", r => Task.FromResult(Csv.Render(r)), source, c)
            )
            .WithSummary("The report as CSV");
        app.MapGet(
                "/evaluations/{id:guid}/report.html",
                (Guid id, NpgsqlDataSource source, CancellationToken c) =>
                    Render(id, "text/html", Page.Render, source, c)
            )
            .WithSummary("The report as a self-contained page");
        return app;
    }

    private static async Task<IResult> Get(Guid id, EvaluationViews views, CancellationToken cancellationToken) =>
        await views.List(id, null, cancellationToken) is [var status]
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

        await JsonLines.Write(
            response,
            header,
            reader.Problems(id, header.Labellers ?? [], cancellationToken),
            cancellationToken
        );
    }

    private static async Task<IResult> Put(
        Guid id,
        ReportResult result,
        NpgsqlDataSource source,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await ReportStore.Put(connection, id, result, cancellationToken)
            ? Results.NoContent()
            : Refusal.NotFound($"There is no evaluation {id}.");
    }

    private static async Task<IResult> Json(Guid id, NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await ReportStore.Json(connection, id, cancellationToken) is { } json
            ? Results.Text(json, "application/json", Encoding.UTF8)
            : NoReport(id);
    }

    private static async Task<IResult> Render(
        Guid id,
        string type,
        Func<EvaluationReport, Task<string>> render,
        NpgsqlDataSource source,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await ReportStore.Find(connection, id, cancellationToken) is { } report
            ? Results.Text(await render(report), type, Encoding.UTF8)
            : NoReport(id);
    }

    private static IResult NoReport(Guid id) =>
        Refusal.NotFound($"Evaluation {id} has no report (yet); GET /evaluations/{id} tells its state.");
}
