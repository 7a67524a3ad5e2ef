using Platform.Contracts;
using Platform.Dataset.Api;

namespace Platform.Dataset.Labels;

/// <summary>HTTP endpoint for labels.</summary>
internal static class LabelEndpoints
{
    public static WebApplication MapLabels(this WebApplication app)
    {
        app.MapPost("/pools/{name}/labels", Label)
            .WithSummary("Labels every solution that the oracle has not labelled yet; returns the counts of its labels")
            .DisableRequestTimeout();
        return app;
    }

    private static async Task<IResult> Label(
        string name,
        LabelPool request,
        Labelling labelling,
        ILoggerFactory logs,
        CancellationToken cancellationToken
    )
    {
        if (request.Labeller != Labellers.Oracle)
        {
            return Refusal.Invalid(
                $"labeller: '{request.Labeller}' is unknown; the only labeller is '{Labellers.Oracle}'."
            );
        }

        if (await labelling.Run(name, cancellationToken) is not { } result)
        {
            return Refusal.NotFound($"There is no pool '{name}'; GET /pools lists them.");
        }

        logs.CreateLogger(typeof(LabelEndpoints).Namespace!)
            .Labelled(name, result.Labellers.Sum(l => l.Added), result.Unknown, result.Solutions);
        return Results.Ok(result);
    }
}
