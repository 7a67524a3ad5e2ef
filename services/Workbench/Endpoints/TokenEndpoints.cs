using Microsoft.AspNetCore.Http.HttpResults;
using Platform.DatasetClient;
using Platform.Workbench.Pages;
using Platform.Workbench.SignIn;

namespace Platform.Workbench.Endpoints;

/// <summary>The administrator's page of everybody's tokens.</summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder app)
    {
        var tokens = app.MapGroup("/tokens").RequireAuthorization(Roles.AdministrationPolicy);
        tokens.MapGet("", Show);
        tokens.MapPost("/{id:guid}/revoke", Revoke);
    }

    private static async Task<RazorComponentResult<TokensPage>> Show(
        IDatasetApi dataset,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => new(new { Tokens = await dataset.GetTokens(cancellationToken), Now = time.GetUtcNow() });

    private static async Task<IResult> Revoke(
        Guid id,
        IFormCollection form,
        HttpContext context,
        IDatasetApi dataset,
        ILoggerFactory logs,
        CancellationToken cancellationToken
    )
    {
        _ = form;
        await dataset.RevokeToken(id, cancellationToken);
        logs.CreateLogger(typeof(TokenEndpoints).Namespace!).TokenRevoked(context.User.Identity!.Name!, id);
        return Results.LocalRedirect("/tokens");
    }
}
