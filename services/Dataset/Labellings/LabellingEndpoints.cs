using Platform.Contracts;
using Platform.Dataset.Api;
using Platform.Dataset.Jobs;

namespace Platform.Dataset.Labellings;

/// <summary>HTTP endpoints for labellings.</summary>
internal static class LabellingEndpoints
{
    public static WebApplication MapLabellings(this WebApplication app)
    {
        app.MapGet("/labellings", (LabellingViews views, CancellationToken c) => views.List(null, c))
            .WithSummary("Labellings, newest first");
        app.MapPost("/labellings", Submit)
            .Accepts<SubmitLabelling>("application/json")
            .Produces<LabellingAccepted>(StatusCodes.Status202Accepted)
            .WithSummary("Submits a labelling as its queue would; 400 with every reason if it is rejected");
        app.MapGet("/labellings/{id:guid}", Get).WithSummary("A labelling with its progress and result");
        app.MapGet("/labellings/{id:guid}/quality", Quality)
            .Produces<LabelQuality>()
            .WithSummary("The labels of a model or of rollouts compared with the exact oracle's");
        return app;
    }

    private static async Task<IResult> Submit(
        HttpRequest request,
        HttpSubmissions submissions,
        LabellingKind kind,
        CancellationToken cancellationToken
    ) =>
        await submissions.Take(kind, request, cancellationToken) switch
        {
            LabellingAccepted accepted => Results.Accepted($"/labellings/{accepted.LabellingId}", accepted),
            LabellingRejected rejected => Refusal.Invalid(string.Join(' ', rejected.Reasons)),
            var other => throw new InvalidOperationException($"{other.GetType().Name} answers no submission."),
        };

    private static async Task<IResult> Get(Guid id, LabellingViews views, CancellationToken cancellationToken) =>
        await views.List(id, cancellationToken) is [var status]
            ? Results.Ok(status)
            : Refusal.NotFound($"There is no labelling {id}; GET /labellings lists them.");

    private static async Task<IResult> Quality(
        Guid id,
        double? cut,
        LabelQualities qualities,
        CancellationToken cancellationToken
    )
    {
        if (cut is not (null or > 0 and <= 1))
        {
            return Refusal.Invalid($"cut: must be above 0 and up to 1, not {cut}; leave it out for any above 0.");
        }

        return await qualities.Of(id, cut, cancellationToken) is { } quality
            ? Results.Ok(quality)
            : Refusal.NotFound($"There is no labelling {id} by a model or by rollouts; GET /labellings lists all.");
    }
}
