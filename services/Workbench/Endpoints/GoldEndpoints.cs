using Microsoft.AspNetCore.Mvc;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Workbench.Pages;

namespace Platform.Workbench.Endpoints;

/// <summary>Marks a candidate as gold from its card.</summary>
internal static class GoldEndpoints
{
    public static void MapGold(this IEndpointRouteBuilder app) => app.MapPost("/pools/{name}/gold", Mark);

    private static async Task<IResult> Mark(
        string name,
        [FromForm] string key,
        [FromForm] int sample,
        [FromForm] int[]? step,
        [FromForm] int? skip,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        await dataset.MarkGold(name, [new GoldMark(key, sample, step ?? [])], cancellationToken);
        return Results.LocalRedirect($"{PageLinks.Problem(name, key, skip ?? 0)}#sample-{sample}");
    }
}
