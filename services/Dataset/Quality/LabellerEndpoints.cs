using Platform.Contracts;
using Platform.Dataset.Api;

namespace Platform.Dataset.Quality;

/// <summary>HTTP endpoints for the people who label.</summary>
internal static class LabellerEndpoints
{
    private const int LongestReason = 2000;

    public static WebApplication MapLabellers(this WebApplication app)
    {
        app.MapGet("/labellers", (LabellerRecords labellers, CancellationToken c) => labellers.List(c))
            .WithSummary("The people who label, with their controls, screenings and exclusions");
        app.MapGet("/labellers/{name}/day", Day).WithSummary("What a labeller has done since midnight, UTC");
        app.MapPost("/labellers/{name}/exclude", Exclude)
            .WithSummary("Leaves a labeller's work out of exports, trainings and figures; nothing is deleted");
        app.MapPost("/labellers/{name}/include", Include).WithSummary("Undoes an exclusion");
        app.MapPost("/labellers/{name}/screening", Screen).WithSummary("Lets a labeller repeat the screening");
        app.MapGet("/rounds/{id:guid}/agreement", Agreement)
            .WithSummary("Cohen's and Fleiss' kappa of the people of a round, and their disagreements");
        return app;
    }

    private static async Task<IResult> Day(string name, LabellerRecords labellers, CancellationToken c) =>
        WhyNot(name) ?? Results.Ok(await labellers.Day(Labellers.OfPerson(name), c));

    private static async Task<IResult> Exclude(
        string name,
        ExcludeLabeller request,
        LabellerRecords labellers,
        ILoggerFactory logs,
        CancellationToken cancellationToken
    )
    {
        if (WhyNot(name) is { } refusal)
        {
            return refusal;
        }

        if (request.Reason?.Length > LongestReason)
        {
            return Refusal.Invalid($"reason: has {request.Reason.Length} characters; use at most {LongestReason}.");
        }

        if (await labellers.Exclude(Labellers.OfPerson(name), true, request.Reason, cancellationToken))
        {
            logs.CreateLogger(typeof(LabellerEndpoints).Namespace!).Excluded(Labellers.OfPerson(name));
        }

        return Results.NoContent();
    }

    private static async Task<IResult> Include(
        string name,
        LabellerRecords labellers,
        ILoggerFactory logs,
        CancellationToken cancellationToken
    )
    {
        if (WhyNot(name) is { } refusal)
        {
            return refusal;
        }

        if (await labellers.Exclude(Labellers.OfPerson(name), false, null, cancellationToken))
        {
            logs.CreateLogger(typeof(LabellerEndpoints).Namespace!).Included(Labellers.OfPerson(name));
        }

        return Results.NoContent();
    }

    private static async Task<IResult> Screen(string name, LabellerRecords labellers, CancellationToken c)
    {
        if (WhyNot(name) is { } refusal)
        {
            return refusal;
        }

        await labellers.ScreenAgain(Labellers.OfPerson(name), c);
        return Results.NoContent();
    }

    private static async Task<IResult> Agreement(Guid id, AgreementViews views, CancellationToken c) =>
        await views.Of(id, c) is { } agreement
            ? Results.Ok(agreement)
            : Refusal.NotFound($"There is no labelling by people {id}; GET /rounds lists them.");

    private static IResult? WhyNot(string name) =>
        Names.IsValid(name) ? null : Refusal.Invalid($"name: '{name}' is not a valid name: use {Names.Rule}.");
}
