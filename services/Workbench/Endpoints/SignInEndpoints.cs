using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Platform.Workbench.Pages;
using Platform.Workbench.Settings;
using Platform.Workbench.SignIn;

namespace Platform.Workbench.Endpoints;

/// <summary>Signing in with a password, a link or the OpenID provider, and out.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        // The link only shows a button: programs that look at links do not use it up.
        app.MapGet("/sign-in", Show);
        app.MapPost("/sign-in", SignIn).RequireRateLimiting(SignInLimits.Policy);
        app.MapPost("/sign-in/password", Password).RequireRateLimiting(SignInLimits.Policy);
        app.MapGet("/sign-in/openid", OpenId).RequireRateLimiting(SignInLimits.Policy);
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

    /// <summary>Where an account goes after signing in.</summary>
    public static string FirstPage(Account account) =>
        account.Stored.Role is Roles.Administrator or Roles.Reader ? "/" : "/label";

    /// <summary>Sends the browser to the provider.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="provider">Options of the provider's scheme.</param>
    /// <param name="connect">The account that is to be connected; null to sign in.</param>
    /// <param name="cancellationToken">Cancels the request for the provider's discovery document.</param>
    public static async Task<IResult> Challenge(
        IOptions<WorkbenchOptions> options,
        IOptionsMonitor<OpenIdConnectOptions> provider,
        string? connect,
        CancellationToken cancellationToken
    )
    {
        if (options.Value.OpenIdConnect is not { } settings)
        {
            return MessagePage.Of(
                StatusCodes.Status404NotFound,
                "Not found",
                "No OpenID provider is configured (Workbench:OpenIdConnect)."
            );
        }

        try
        {
            await provider
                .Get(OpenIdConnectDefaults.AuthenticationScheme)
                .ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException)
        {
            return MessagePage.Of(
                StatusCodes.Status503ServiceUnavailable,
                "You are not signed in",
                $"{settings.Name} does not answer ({settings.Authority}). Try it again in a moment."
            );
        }

        var properties = new AuthenticationProperties();
        if (connect is not null)
        {
            properties.Items[OpenIdSetup.Connect] = connect;
        }

        return Results.Challenge(properties, [OpenIdConnectDefaults.AuthenticationScheme]);
    }

    private static async Task<RazorComponentResult<SignInPage>> Show(
        string? token,
        AccountManager accounts,
        IOptions<WorkbenchOptions> options
    ) => Page(options.Value, token, token is null ? null : await accounts.FindByLink(token));

    private static async Task<IResult> SignIn(
        [FromForm] string? token,
        [FromForm] string? password,
        [FromForm] string? repeated,
        AccountManager accounts,
        AccountSignIn signIn,
        AdministratorLink link,
        IOptions<WorkbenchOptions> options,
        ILoggerFactory logs
    )
    {
        if (await accounts.FindByLink(token) is not { } account)
        {
            return Page(options.Value, token ?? "", null, StatusCodes.Status400BadRequest);
        }

        password = string.IsNullOrEmpty(password) ? null : password;
        if (password is not null && password != repeated)
        {
            return Invalid("The two passwords differ.");
        }

        var result = await accounts.Redeem(account, password);
        if (!result.Succeeded)
        {
            return result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure))
                ? Page(options.Value, token ?? "", null, StatusCodes.Status400BadRequest)
                : Invalid(Sentences(result));
        }

        if (account.Name == AdministratorLink.Name)
        {
            link.Forget();
        }

        await signIn.SignInAsync(account, isPersistent: true);
        logs.CreateLogger(typeof(SignInEndpoints).Namespace!).SignedIn(account.Name, account.Stored.Role);
        return Results.LocalRedirect(FirstPage(account));

        IResult Invalid(string error) => Page(options.Value, token, account, StatusCodes.Status400BadRequest, error);
    }

    private static async Task<IResult> Password(
        [FromForm] string? name,
        [FromForm] string? password,
        PasswordSignIn signIn,
        IOptions<WorkbenchOptions> options,
        ILoggerFactory logs
    )
    {
        if (await signIn.SignIn(name?.Trim() ?? "", password ?? "") is not { } account)
        {
            string error =
                $"Name or password is wrong, or the account is locked: {options.Value.MostFailures} failed sign-ins lock it for {Pages.Show.Duration(options.Value.LockTime)}.";
            return Page(options.Value, null, null, StatusCodes.Status400BadRequest, error, name);
        }

        logs.CreateLogger(typeof(SignInEndpoints).Namespace!).SignedIn(account.Name, account.Stored.Role);
        return Results.LocalRedirect(FirstPage(account));
    }

    private static Task<IResult> OpenId(
        IOptions<WorkbenchOptions> options,
        IOptionsMonitor<OpenIdConnectOptions> provider,
        CancellationToken cancellationToken
    ) => Challenge(options, provider, null, cancellationToken);

    private static async Task<IResult> SignOut(IFormCollection form, HttpContext context)
    {
        _ = form;
        await context.SignOutAsync();
        return Results.LocalRedirect("/sign-in");
    }

    /// <summary>What is wrong, as sentences for a page.</summary>
    public static string Sentences(IdentityResult result) => string.Join(' ', result.Errors.Select(e => e.Description));

    private static RazorComponentResult<SignInPage> Page(
        WorkbenchOptions settings,
        string? token,
        Account? account,
        int status = StatusCodes.Status200OK,
        string? error = null,
        string? typed = null
    ) =>
        new(
            new
            {
                Token = token,
                account?.Name,
                Error = error,
                Typed = typed,
                Provider = settings.OpenIdConnect?.Name,
                settings.PasswordLength,
            }
        )
        {
            StatusCode = status,
        };
}
