using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Workbench.Pages;
using Platform.Workbench.SignIn;
using Refit;

namespace Platform.Workbench.Endpoints;

/// <summary>
/// The page on which people label, and what its script calls. The labeller is always the account of the cookie. Bodies are
/// JSON, which no other site can send with the cookie.
/// </summary>
internal static class LabelEndpoints
{
    public static void MapLabelling(this IEndpointRouteBuilder app)
    {
        var labelling = app.MapGroup("/label").RequireAuthorization(Roles.LabellingPolicy);
        labelling.MapGet("", Show);
        labelling.MapPut("/tasks/{id:guid}/ratings/{step:int}", Rate);
        labelling.MapDelete("/tasks/{id:guid}/ratings/{step:int}", Unrate);
        labelling.MapGet("/tasks/{id:guid}/alternatives/{step:int}", Alternatives);
        labelling.MapPut("/tasks/{id:guid}/alternatives/{step:int}", RateAlternative);
        labelling.MapPut("/tasks/{id:guid}/own-steps/{step:int}", WriteStep);
        labelling.MapPost("/tasks/{id:guid}/end", End);
    }

    /// <summary>
    /// The page shows no number of open tasks: it would stay the same after a hidden control.
    /// </summary>
    private static async Task<RazorComponentResult<LabelPage>> Show(
        HttpContext context,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        string name = Name(context);
        using var task = await dataset.TakeTask(new(name), cancellationToken);
        bool refused = task.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Conflict;
        if (task.Error is { } error && !refused)
        {
            throw error;
        }

        return new(
            new
            {
                Task = task.Content,
                Refusal = task.Error is ApiException refusal ? DatasetErrors.Detail(refusal.Content) : null,
                Day = await dataset.GetDay(name, cancellationToken),
            }
        );
    }

    private static async Task<IResult> Rate(
        Guid id,
        int step,
        Rating rating,
        HttpContext context,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        await dataset.RateStep(id, step, new(Name(context), rating.Value), cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> Unrate(
        Guid id,
        int step,
        HttpContext context,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        await dataset.UnrateStep(id, step, Name(context), cancellationToken);
        return Results.NoContent();
    }

    private static Task<StepAlternatives> Alternatives(
        Guid id,
        int step,
        HttpContext context,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    ) => dataset.GetAlternatives(id, step, Name(context), cancellationToken);

    private static async Task<IResult> RateAlternative(
        Guid id,
        int step,
        AlternativeValue rating,
        HttpContext context,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        var request = new RateAlternative(Name(context), rating.Text, rating.Value, rating.Rated);
        await dataset.RateAlternative(id, step, request, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> WriteStep(
        Guid id,
        int step,
        OwnStep own,
        HttpContext context,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        await dataset.WriteStep(id, step, new(Name(context), own.Text), cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> End(
        Guid id,
        Ending ending,
        HttpContext context,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        await dataset.EndTask(id, new(Name(context), ending.How, ending.Reason, ending.Seconds), cancellationToken);
        return Results.NoContent();
    }

    private static string Name(HttpContext context) => context.User.Identity!.Name!;

    /// <summary>A rating as the script sends it; null: unsure.</summary>
    private sealed record Rating(int? Value);

    /// <summary>The rating of another completion as the script sends it.</summary>
    private sealed record AlternativeValue(string Text, int? Value, bool Rated);

    /// <summary>The labeller's own step as the script sends it.</summary>
    private sealed record OwnStep(string? Text);

    /// <summary>The end of a task as the script sends it.</summary>
    private sealed record Ending(string How, string? Reason, double? Seconds);
}
