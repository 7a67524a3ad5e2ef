using Microsoft.AspNetCore.Http.HttpResults;
using Platform.DatasetClient;
using Platform.Workbench.Pages;
using Platform.Workbench.SignIn;

namespace Platform.Workbench.Endpoints;

/// <summary>The page on which adjudicators decide; its script calls what the page of labellers calls.</summary>
internal static class AdjudicationEndpoints
{
    public static void MapAdjudication(this IEndpointRouteBuilder app) =>
        app.MapGet("/adjudicate", Show).RequireAuthorization(Roles.AdjudicationPolicy);

    private static async Task<RazorComponentResult<AdjudicatePage>> Show(
        Guid? round,
        HttpContext context,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        using var next = await dataset.TakeAdjudication(new(context.User.Identity!.Name!, round), cancellationToken);
        return next.Error is { } error ? throw error : new(new { Of = next.Content });
    }
}
