using System.Text;
using Platform.Dataset.Api;
using Platform.Dataset.Reports;

namespace Platform.Dataset.Generations;

/// <summary>HTTP endpoints for generations. They are submitted through the queue, not over HTTP.</summary>
internal static class GenerationsEndpoints
{
    public static WebApplication MapGenerations(this WebApplication app)
    {
        app.MapGet("/generations", (GenerationsViews views, CancellationToken c) => views.List(null, c))
            .WithSummary("Jobs of generations, newest first");
        app.MapGet("/generations/{id:guid}", Get).WithSummary("Generations with their jobs and results so far");
        app.MapGet("/generations/{id:guid}/report.html", Html).WithSummary("The generations as a self-contained page");
        return app;
    }

    /// <summary><c>results=false</c> leaves out the results, for clients that ask often.</summary>
    private static async Task<IResult> Get(
        Guid id,
        bool? results,
        GenerationsViews views,
        CancellationToken cancellationToken
    ) => await views.List(id, cancellationToken, results ?? true) is [var status] ? Results.Ok(status) : Unknown(id);

    private static async Task<IResult> Html(Guid id, GenerationsViews views, CancellationToken cancellationToken) =>
        await views.List(id, cancellationToken) is not [var status] ? Unknown(id)
        : status.Plan is not null ? Results.Text(await Page.Render(status), "text/html", Encoding.UTF8)
        : Refusal.NotFound($"Generations {id} were rejected; GET /generations/{id} tells why.");

    private static IResult Unknown(Guid id) =>
        Refusal.NotFound($"There are no generations {id}; GET /generations lists them.");
}
