using System.Text;
using Platform.Contracts;
using Platform.Dataset.Api;
using Platform.Dataset.Jobs;
using Platform.Dataset.Reports;

namespace Platform.Dataset.Searches;

/// <summary>HTTP endpoints for searches.</summary>
internal static class SearchEndpoints
{
    public static WebApplication MapSearches(this WebApplication app)
    {
        app.MapGet("/searches", (string? pool, SearchViews views, CancellationToken c) => views.List(null, pool, c))
            .WithSummary("Searches, newest first");
        app.MapPost("/searches", Submit)
            .Accepts<SubmitSearch>("application/json")
            .Produces<SearchAccepted>(StatusCodes.Status202Accepted)
            .WithSummary("Submits a search as its queue would; 400 with every reason if it is rejected");
        app.MapGet("/searches/{id:guid}", Get).WithSummary("A search with its progress and report");
        app.MapGet("/searches/{id:guid}/problems", Problems).WithSummary("Problems of a search with their figures");
        app.MapGet("/searches/{id:guid}/tree", Tree).WithSummary("The tree of one problem");
        app.MapGet("/searches/{id:guid}/columns", Columns).WithSummary("Data for the selector, as JSON lines");
        app.MapPut("/searches/{id:guid}/report", Put).WithSummary("Stores the selector's report");
        app.MapGet("/searches/{id:guid}/report.html", Html).WithSummary("The report as a self-contained page");
        return app;
    }

    private static async Task<IResult> Submit(
        HttpRequest request,
        SearchKind kind,
        HttpSubmissions submissions,
        CancellationToken cancellationToken
    ) =>
        await submissions.Take(kind, request, cancellationToken) switch
        {
            SearchAccepted accepted => Results.Accepted($"/searches/{accepted.SearchId}", accepted),
            SearchRejected rejected => Refusal.Invalid(string.Join(' ', rejected.Reasons)),
            var other => throw new InvalidOperationException($"{other.GetType().Name} answers no submission."),
        };

    private static async Task<IResult> Get(Guid id, SearchViews views, CancellationToken cancellationToken) =>
        await views.List(id, null, cancellationToken) is [var status] ? Results.Ok(status) : Unknown(id);

    private static async Task<IResult> Problems(
        Guid id,
        int? skip,
        SearchViews views,
        CancellationToken cancellationToken
    ) =>
        await views.Problems(id, Math.Max(0, skip ?? 0), cancellationToken) is { } problems
            ? Results.Ok(problems)
            : Unknown(id);

    private static async Task<IResult> Tree(
        Guid id,
        string key,
        SearchViews views,
        CancellationToken cancellationToken
    ) =>
        await views.Tree(id, key, cancellationToken) is { } tree
            ? Results.Ok(tree)
            : Refusal.NotFound($"Search {id} has no problem '{key}'; GET /searches/{id}/problems lists its problems.");

    private static async Task Columns(
        Guid id,
        HttpResponse response,
        SearchColumnReader reader,
        CancellationToken cancellationToken
    )
    {
        if (await reader.Read(id, cancellationToken) is not { } columns)
        {
            await Refusal.NotFound($"There is no search {id} with a pool.").ExecuteAsync(response.HttpContext);
            return;
        }

        await JsonLines.Write(response, columns.Header, columns.Problems, cancellationToken);
    }

    private static async Task<IResult> Put(
        Guid id,
        SearchReport report,
        SearchViews views,
        CancellationToken cancellationToken
    ) => await views.Put(id, report, cancellationToken) ? Results.NoContent() : Unknown(id);

    private static async Task<IResult> Html(Guid id, SearchViews views, CancellationToken cancellationToken) =>
        await views.List(id, null, cancellationToken) is not [var status] ? Unknown(id)
        : status is { Report: not null, Request: not null }
            ? Results.Text(await Page.Render(status), "text/html", Encoding.UTF8)
        : Refusal.NotFound($"Search {id} has no report (yet); GET /searches/{id} tells its state.");

    private static IResult Unknown(Guid id) => Refusal.NotFound($"There is no search {id}; GET /searches lists them.");
}
