using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Workbench.Pages;
using Platform.Workbench.SignIn;
using Refit;

namespace Platform.Workbench.Endpoints;

/// <summary>The administrator's page of rounds, and the form that makes one.</summary>
internal static class RoundEndpoints
{
    public static void MapRounds(this IEndpointRouteBuilder app)
    {
        var rounds = app.MapGroup("/rounds").RequireAuthorization(Roles.AdministrationPolicy);
        rounds.MapGet("", (IDatasetApi dataset, CancellationToken c) => Show(dataset, null, c));
        rounds.MapPost("", Open);
    }

    private static async Task<IResult> Open(
        [FromForm] string? from,
        [FromForm] string? overlap,
        [FromForm] string? controls,
        [FromForm] string? labellers,
        [FromForm] string? generation,
        IDatasetApi dataset,
        CancellationToken cancellationToken
    )
    {
        // A field that was left empty arrives as an empty text.
        if (
            !IsNumber(overlap, out var people)
            || !IsNumber(controls, out var percent)
            || !IsNumber(generation, out var number)
        )
        {
            return await Show(
                dataset,
                "People for each solution, hidden controls and generation are numbers.",
                cancellationToken
            );
        }

        bool isSelection = Guid.TryParse(from, CultureInfo.InvariantCulture, out var selection);
        var labelling = new SubmitLabelling(
            null,
            WorkKinds.People,
            isSelection ? selection : null,
            isSelection ? null : from,
            Overlap: (int?)people,
            Controls: percent / 100,
            Labellers: labellers?.Split(
                [',', ' '],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            ),
            Generation: (int?)number
        );
        try
        {
            var accepted = await dataset.SubmitLabelling(labelling, cancellationToken);
            return Results.LocalRedirect($"/jobs/{accepted.LabellingId}");
        }
        catch (ApiException e) when (e.StatusCode == HttpStatusCode.BadRequest)
        {
            return await Show(dataset, DatasetErrors.Detail(e.Content) ?? e.Message, cancellationToken);
        }
    }

    /// <summary>True for a number, and for no text, which is null.</summary>
    private static bool IsNumber(string? text, out double? number)
    {
        number = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double read) ? read : null;
        return number is not null || string.IsNullOrWhiteSpace(text);
    }

    private static async Task<RazorComponentResult<RoundsPage>> Show(
        IDatasetApi dataset,
        string? error,
        CancellationToken cancellationToken
    ) =>
        new(
            new
            {
                Error = error,
                Rounds = await dataset.GetRounds(cancellationToken),
                Pools = await dataset.GetPools(cancellationToken),
                Selections = await dataset.GetSelections(null, cancellationToken),
            }
        )
        {
            StatusCode = error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
}
