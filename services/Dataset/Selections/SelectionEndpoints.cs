using System.Text;
using Platform.Contracts;
using Platform.Dataset.Api;
using Platform.Dataset.Models;
using Platform.Dataset.Reports;

namespace Platform.Dataset.Selections;

/// <summary>HTTP endpoints for selections. Selections are submitted through the queue, not over HTTP.</summary>
internal static class SelectionEndpoints
{
    public static WebApplication MapSelections(this WebApplication app)
    {
        app.MapGet(
                "/selections",
                (string? pool, SelectionViews views, CancellationToken c) => views.List(null, pool, c)
            )
            .WithSummary("Selections, newest first");
        app.MapGet("/selections/{id:guid}", Get).WithSummary("A selection with its progress and report");
        app.MapGet("/selections/{id:guid}/columns", Columns).WithSummary("Data for the selector, as JSON lines");
        app.MapPut("/selections/{id:guid}/choice", Put).WithSummary("Stores what the selector has chosen");
        app.MapGet("/selections/{id:guid}/solutions", Solutions).WithSummary("The chosen solutions as JSON lines");
        app.MapGet("/selections/{id:guid}/report.html", Html).WithSummary("The selection as a self-contained page");
        return app;
    }

    private static async Task<IResult> Get(Guid id, SelectionViews views, CancellationToken cancellationToken) =>
        await views.List(id, null, cancellationToken) is [var status] ? Results.Ok(status) : Unknown(id);

    private static async Task Columns(
        Guid id,
        HttpResponse response,
        SelectionColumnReader reader,
        CancellationToken cancellationToken
    )
    {
        if (await reader.Header(id, cancellationToken) is not { } header)
        {
            await Refusal.NotFound($"There is no selection {id} with a pool.").ExecuteAsync(response.HttpContext);
            return;
        }

        await JsonLines.Write(
            response,
            header,
            reader.Problems(id, header.Request, cancellationToken),
            cancellationToken
        );
    }

    private static async Task<IResult> Put(
        Guid id,
        SelectionChoice choice,
        SelectionStore store,
        CancellationToken cancellationToken
    ) => await store.Put(id, choice, cancellationToken) is { } wrong ? Refusal.Invalid(wrong) : Results.NoContent();

    private static async Task<IResult> Solutions(
        Guid id,
        SelectionViews views,
        FileStore files,
        CancellationToken cancellationToken
    ) =>
        await views.List(id, null, cancellationToken) is not [var status] ? Unknown(id)
        : status.Sha256 is { } hash && files.Find(hash) is { } path ? Results.File(path, "application/x-ndjson")
        : Nothing(id);

    private static async Task<IResult> Html(Guid id, SelectionViews views, CancellationToken cancellationToken) =>
        await views.List(id, null, cancellationToken) is not [var status] ? Unknown(id)
        : status is { Report: not null, Request: not null }
            ? Results.Text(await Page.Render(status), "text/html", Encoding.UTF8)
        : Nothing(id);

    private static IResult Unknown(Guid id) =>
        Refusal.NotFound($"There is no selection {id}; GET /selections lists them.");

    private static IResult Nothing(Guid id) =>
        Refusal.NotFound($"Nothing has been chosen for selection {id} (yet); GET /selections/{id} tells its state.");
}
