using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Platform.DatasetClient;
using Platform.Workbench.Pages;
using Platform.Workbench.Playground;
using Platform.Workbench.SignIn;

namespace Platform.Workbench.Endpoints;

/// <summary>The page on which problems are asked. A request is for the account that sent it.</summary>
internal static class PlaygroundEndpoints
{
    public static void MapPlayground(this IEndpointRouteBuilder app)
    {
        var playground = app.MapGroup("/playground").RequireAuthorization(Roles.AdministrationPolicy);
        playground.MapGet(
            "",
            (IDatasetApi dataset, GatewayClient gateway, CancellationToken c) => Show(dataset, gateway, null, null, c)
        );
        playground.MapPost("", Ask);
        playground.MapGet("/{id:guid}", Follow);
        playground.MapPost("/{id:guid}/stop", Stop);
        app.MapGet("/live/playground/{id:guid}", Live).RequireAuthorization(Roles.AdministrationPolicy);
    }

    private static async Task<IResult> Ask(
        [FromForm] string? statement,
        [FromForm] string? generator,
        [FromForm] string? verifier,
        [FromForm] string? strategy,
        [FromForm] string? samples,
        [FromForm] string? aggregation,
        [FromForm] string? minP,
        HttpContext context,
        IDatasetApi dataset,
        GatewayClient gateway,
        PlaygroundRuns runs,
        CancellationToken cancellationToken
    )
    {
        if (
            string.IsNullOrWhiteSpace(statement)
            || string.IsNullOrWhiteSpace(generator)
            || string.IsNullOrWhiteSpace(strategy)
            || !int.TryParse(samples, CultureInfo.InvariantCulture, out int count)
            || count < 1
            || !double.TryParse(minP, CultureInfo.InvariantCulture, out double least)
        )
        {
            const string Missing = "A request needs a problem, a generator, a strategy and a number of candidates.";
            return await Show(dataset, gateway, null, Missing, cancellationToken);
        }

        var run = runs.Start(
            context.User.Identity!.Name!,
            new(
                statement.ReplaceLineEndings("\n").Trim(),
                generator,
                string.IsNullOrWhiteSpace(verifier) ? null : verifier,
                strategy,
                count,
                aggregation ?? "product",
                least
            )
        );
        return Results.LocalRedirect($"/playground/{run.Id}");
    }

    private static async Task<IResult> Follow(
        Guid id,
        HttpContext context,
        IDatasetApi dataset,
        GatewayClient gateway,
        PlaygroundRuns runs,
        CancellationToken cancellationToken
    ) =>
        runs.Find(id, context.User.Identity!.Name!) is { } run
            ? await Show(dataset, gateway, run, null, cancellationToken)
            : Gone();

    private static IResult Stop(Guid id, IFormCollection form, HttpContext context, PlaygroundRuns runs)
    {
        _ = form;
        if (runs.Find(id, context.User.Identity!.Name!) is not { } run)
        {
            return Gone();
        }

        run.Stop();
        return Results.LocalRedirect($"/playground/{id}");
    }

    private static IResult Live(Guid id, HttpContext context, PlaygroundRuns runs) =>
        runs.Find(id, context.User.Identity!.Name!) is { } run
            ? Endpoints.Live.Stream(
                context,
                _ => Task.FromResult<object>(run.View()),
                LivePart.Of<PlaygroundResult>(PlaygroundPage.Result, nameof(PlaygroundResult.View))
            )
            : Results.NotFound();

    private static IResult Gone() =>
        MessagePage.Of(
            StatusCodes.Status404NotFound,
            "Not found",
            "Requests of the playground are kept in memory, the last ones of each start. Ask again."
        );

    private static async Task<RazorComponentResult<PlaygroundPage>> Show(
        IDatasetApi dataset,
        GatewayClient gateway,
        PlaygroundRun? run,
        string? error,
        CancellationToken cancellationToken
    ) =>
        new(
            new
            {
                Models = await dataset.GetModels(cancellationToken),
                HasGateway = gateway.IsKnown,
                Run = run,
                Error = error,
            }
        )
        {
            StatusCode = error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
}
