using Platform.Dataset.Api;

namespace Platform.Dataset.Labellings;

/// <summary>HTTP endpoints for labellings. Labellings are submitted through the queue, not over HTTP.</summary>
internal static class LabellingEndpoints
{
    public static WebApplication MapLabellings(this WebApplication app)
    {
        app.MapGet("/labellings", (LabellingViews views, CancellationToken c) => views.List(null, c))
            .WithSummary("Labellings, newest first");
        app.MapGet("/labellings/{id:guid}", Get).WithSummary("A labelling with its progress and result");
        return app;
    }

    private static async Task<IResult> Get(Guid id, LabellingViews views, CancellationToken cancellationToken) =>
        await views.List(id, cancellationToken) is [var status]
            ? Results.Ok(status)
            : Refusal.NotFound($"There is no labelling {id}; GET /labellings lists them.");
}
