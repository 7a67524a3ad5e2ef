using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Platform.Workbench.Settings;
using Platform.Workbench.SignIn;

namespace Platform.Workbench.Endpoints;

/// <summary>Registers accounts, cookies and the rule that whatever is not opened needs the administrator.</summary>
internal static class SignInSetup
{
    private const string Stamp = "stamp";

    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<Accounts>().AddSingleton<AdministratorLink>();
        services
            .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(o =>
            {
                o.Cookie.Name = "workbench";
                o.Cookie.HttpOnly = true;
                o.Cookie.SameSite = SameSiteMode.Lax;
                o.SlidingExpiration = true;
                o.LoginPath = "/sign-in";
                o.AccessDeniedPath = "/refused";
                o.Events.OnValidatePrincipal = Validate;
                o.Events.OnRedirectToLogin = context => Redirect(context, StatusCodes.Status401Unauthorized);
                o.Events.OnRedirectToAccessDenied = Refuse;
            });
        services
            .AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<IOptions<WorkbenchOptions>>(
                (o, settings) =>
                {
                    o.ExpireTimeSpan = settings.Value.SessionLifetime;
                    o.Cookie.SecurePolicy = Secure(settings.Value);
                }
            );
        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireRole(Roles.Administrator).Build())
            .AddPolicy(Roles.LabellingPolicy, p => p.RequireRole(Roles.Labeller, Roles.Administrator));
        services.AddAntiforgery(o => o.Cookie.Name = "workbench-forms");
        services
            .AddOptions<AntiforgeryOptions>()
            .Configure<IOptions<WorkbenchOptions>>((o, settings) => o.Cookie.SecurePolicy = Secure(settings.Value));
        return services;
    }

    /// <summary>A proxy may speak TLS with the browser and plain HTTP with this service.</summary>
    private static CookieSecurePolicy Secure(WorkbenchOptions settings) =>
        settings.PublicUrl?.Scheme == Uri.UriSchemeHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    /// <summary>Signs the browser in.</summary>
    public static Task SignIn(this HttpContext context, string name, Account account)
    {
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.Name, name), new(ClaimTypes.Role, account.Role), new(Stamp, account.Stamp)],
            CookieAuthenticationDefaults.AuthenticationScheme
        );
        return context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            new ClaimsPrincipal(identity),
            new AuthenticationProperties { IsPersistent = true }
        );
    }

    /// <summary>A cookie of an account that was removed, or whose role has changed, is not accepted.</summary>
    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        var accounts = context.HttpContext.RequestServices.GetRequiredService<Accounts>();
        var account = accounts.Find(context.Principal?.Identity?.Name);
        if (account is null || account.Stamp != context.Principal!.FindFirstValue(Stamp))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        }
    }

    /// <summary>Scripts and clients get a status code; only a browser that asks for a page is sent elsewhere.</summary>
    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (WantsPage(context.Request))
        {
            context.Response.Redirect(context.RedirectUri);
        }
        else
        {
            context.Response.StatusCode = status;
        }

        return Task.CompletedTask;
    }

    private static Task Refuse(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return WantsPage(context.Request)
            ? SignInEndpoints.Refused().ExecuteAsync(context.HttpContext)
            : Task.CompletedTask;
    }

    private static bool WantsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
