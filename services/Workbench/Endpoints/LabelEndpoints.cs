using Microsoft.AspNetCore.Http.HttpResults;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Workbench.Pages;
using Platform.Workbench.SignIn;

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
        labelling.MapPut("/tasks/{id:long}/ratings/{step:int}", Rate);
        labelling.MapPost("/tasks/{id:long}/end", End);
    }

    private static async Task<RazorComponentResult<LabelPage>> Show(
        HttpContext context,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        string name = context.User.Identity!.Name!;
        using var task = await dataset.TakeTask(new(name), cancellationToken);
        if (task.Error is { } error)
        {
            throw error;
        }

        var rounds = await dataset.GetRounds(cancellationToken);
        var mine = rounds.SelectMany(r => r.Labellers).Where(l => l.Labeller == Labellers.OfPerson(name));
        return new(
            new
            {
                Task = task.Content,
                Today = mine.Sum(l => l.Today),
                Open = rounds.Where(r => JobState.IsWanted(r.State)).Sum(r => r.Open),
            }
        );
    }

    private static async Task<IResult> Rate(
        long id,
        int step,
        Rating rating,
        HttpContext context,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        await dataset.RateStep(id, step, new(context.User.Identity!.Name!, rating.Value), cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> End(
        long id,
        Ending ending,
        HttpContext context,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        string name = context.User.Identity!.Name!;
        await dataset.EndTask(id, new(name, ending.How, ending.Reason, ending.Seconds), cancellationToken);
        return Results.NoContent();
    }

    /// <summary>A rating as the script sends it; null: unsure.</summary>
    private sealed record Rating(int? Value);

    /// <summary>The end of a task as the script sends it.</summary>
    private sealed record Ending(string How, string? Reason, double? Seconds);
}
