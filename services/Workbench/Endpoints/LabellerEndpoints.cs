using Microsoft.AspNetCore.Mvc;
using Platform.DatasetClient;

namespace Platform.Workbench.Endpoints;

/// <summary>What administrators decide about the work of labellers.</summary>
internal static class LabellerEndpoints
{
    public static void MapLabellers(this IEndpointRouteBuilder people)
    {
        people.MapPost("/{name}/exclude", Exclude);
        people.MapPost("/{name}/include", Include);
        people.MapPost("/{name}/screening", ScreenAgain);
    }

    private static async Task<IResult> Exclude(
        string name,
        [FromForm] string? reason,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        await dataset.Exclude(name, new(reason), cancellationToken);
        return Results.LocalRedirect("/people");
    }

    private static async Task<IResult> Include(
        string name,
        IFormCollection form,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        _ = form;
        await dataset.Include(name, cancellationToken);
        return Results.LocalRedirect("/people");
    }

    private static async Task<IResult> ScreenAgain(
        string name,
        IFormCollection form,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        _ = form;
        await dataset.ScreenAgain(name, cancellationToken);
        return Results.LocalRedirect("/people");
    }
}
