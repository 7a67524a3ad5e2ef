using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Platform.Workbench.Pages;
using Platform.Workbench.SignIn;

namespace Platform.Workbench.Endpoints;

/// <summary>Signing in with a link, and out.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        // The link only shows a button: programs that look at links do not use it up.
        app.MapGet("/sign-in", Show);
        app.MapPost("/sign-in", SignIn);
        app.MapPost("/sign-out", SignOut);
        app.MapGet("/refused", Refused);
    }

    /// <summary>The page for those whose role is not enough.</summary>
    public static IResult Refused() =>
        MessagePage.Of(
            StatusCodes.Status403Forbidden,
            "Not for your role",
            "This page is for administrators. Labelling is under Label."
        );

    private static RazorComponentResult<SignInPage> Show(string? token, Accounts accounts) =>
        new(new { Token = token, Name = accounts.OfLink(token)?.Name });

    private static async Task<IResult> SignIn(
        [FromForm] string? token,
        HttpContext context,
        Accounts accounts,
        AdministratorLink link,
        ILoggerFactory logs
    )
    {
        if (accounts.Redeem(token) is not var (name, account))
        {
            return new RazorComponentResult<SignInPage>(new { Token = token, Name = (string?)null })
            {
                StatusCode = StatusCodes.Status400BadRequest,
            };
        }

        if (name == AdministratorLink.Name)
        {
            link.Forget();
        }

        await context.SignIn(name, account);
        logs.CreateLogger(typeof(SignInEndpoints).Namespace!).SignedIn(name, account.Role);
        return Results.LocalRedirect(account.Role == Roles.Labeller ? "/label" : "/");
    }

    private static async Task<IResult> SignOut(IFormCollection form, HttpContext context)
    {
        _ = form;
        await context.SignOutAsync();
        return Results.LocalRedirect("/sign-in");
    }
}
