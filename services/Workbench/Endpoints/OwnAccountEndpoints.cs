using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Workbench.Pages;
using Platform.Workbench.Settings;
using Platform.Workbench.SignIn;
using Refit;

namespace Platform.Workbench.Endpoints;

/// <summary>The page on which people change their password and make tokens. The account is always that of the cookie.</summary>
internal static class OwnAccountEndpoints
{
    public static void MapOwnAccount(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup("/account").RequireAuthorization(Roles.SignedInPolicy);
        own.MapGet("", (OwnAccount page, CancellationToken c) => page.Show(c));
        own.MapPost("/password", ChangePassword).RequireRateLimiting(SignInLimits.Policy);
        own.MapPost("/tokens", CreateToken);
        own.MapPost("/tokens/{id:guid}/revoke", RevokeToken);
        own.MapGet("/openid", Connect);
        own.MapPost("/openid/disconnect", Disconnect);
    }

    private static async Task<IResult> ChangePassword(
        [FromForm] string? current,
        [FromForm] string? password,
        [FromForm] string? repeated,
        OwnAccount page,
        AccountManager accounts,
        AccountSignIn signIn,
        ILoggerFactory logs,
        CancellationToken cancellationToken
    )
    {
        var account = await page.Account();
        if (string.IsNullOrEmpty(password) || password != repeated)
        {
            return await page.Show(
                cancellationToken,
                error: string.IsNullOrEmpty(password) ? "Give a new password." : "The two passwords differ."
            );
        }

        // A link has signed in those who have none.
        var result = account.Stored.PasswordHash is null
            ? await accounts.AddPasswordAsync(account, password)
            : await accounts.ChangePasswordAsync(account, current ?? "", password);
        if (!result.Succeeded)
        {
            return await page.Show(cancellationToken, error: SignInEndpoints.Sentences(result));
        }

        logs.CreateLogger(typeof(OwnAccountEndpoints).Namespace!).PasswordChanged(account.Name);
        // The other browsers of the account are signed out.
        await signIn.SignInAsync(account, isPersistent: true);
        return await page.Show(cancellationToken, done: "Your password is changed. Other browsers are signed out.");
    }

    private static async Task<IResult> CreateToken(
        [FromForm] string? name,
        [FromForm] string? scope,
        [FromForm] int? days,
        HttpContext context,
        OwnAccount page,
        IDatasetApi dataset,
        ILoggerFactory logs,
        CancellationToken cancellationToken
    )
    {
        string owner = context.User.Identity!.Name!;
        try
        {
            var request = new CreateToken(name?.Trim() ?? "", scope ?? "", days, owner);
            var created = await dataset.CreateToken(request, cancellationToken);
            logs.CreateLogger(typeof(OwnAccountEndpoints).Namespace!).TokenMade(owner, created.Name, created.Scope);
            return await page.Show(cancellationToken, token: created);
        }
        catch (ApiException e) when (e.StatusCode == System.Net.HttpStatusCode.BadRequest)
        {
            return await page.Show(cancellationToken, error: DatasetErrors.Detail(e.Content) ?? e.Message);
        }
    }

    private static async Task<IResult> RevokeToken(
        Guid id,
        IFormCollection form,
        HttpContext context,
        IDatasetApi dataset,
        ILoggerFactory logs,
        CancellationToken cancellationToken
    )
    {
        _ = form;
        string owner = context.User.Identity!.Name!;
        await dataset.RevokeToken(id, cancellationToken, owner);
        logs.CreateLogger(typeof(OwnAccountEndpoints).Namespace!).TokenRevoked(owner, id);
        return Results.LocalRedirect("/account");
    }

    private static Task<IResult> Connect(
        HttpContext context,
        IOptions<WorkbenchOptions> options,
        IOptionsMonitor<OpenIdConnectOptions> provider,
        CancellationToken cancellationToken
    ) => SignInEndpoints.Challenge(options, provider, context.User.Identity!.Name, cancellationToken);

    private static async Task<IResult> Disconnect(
        IFormCollection form,
        OwnAccount page,
        AccountManager accounts,
        CancellationToken cancellationToken
    )
    {
        _ = form;
        var account = await page.Account();
        if (account.Stored.PasswordHash is null)
        {
            return await page.Show(cancellationToken, error: "Set a password first: you could not sign in any more.");
        }

        foreach (var login in await accounts.GetLoginsAsync(account))
        {
            await accounts.RemoveLoginAsync(account, login.LoginProvider, login.ProviderKey);
        }

        return Results.LocalRedirect("/account");
    }
}
