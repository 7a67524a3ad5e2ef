using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Platform.DatasetClient;
using Platform.Workbench.Settings;
using Platform.Workbench.SignIn;

namespace Platform.Workbench.Endpoints;

/// <summary>Registers accounts, cookies and the rules of who may do what.</summary>
internal static class SignInSetup
{
    /// <summary>Iterations of PBKDF2 with HMAC-SHA512.</summary>
    private const int HashIterations = 210_000;

    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAccounts(configuration);
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
            })
            .AddOpenIdProvider(configuration);
        services
            .AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<IOptions<WorkbenchOptions>>(
                (o, settings) =>
                {
                    o.ExpireTimeSpan = settings.Value.SessionLifetime;
                    o.Cookie.SecurePolicy = settings.Value.SecureCookies();
                }
            );
        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(
                new AuthorizationPolicyBuilder()
                    .RequireAuthenticatedUser()
                    .RequireAssertion(context =>
                        context.User.IsInRole(Roles.Administrator)
                        || (
                            context.User.IsInRole(Roles.Reader)
                            && context.Resource is HttpContext { Request.Method: var method }
                            && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
                        )
                    )
                    .Build()
            )
            .AddPolicy(Roles.SignedInPolicy, p => p.RequireRole([.. Roles.All]))
            .AddPolicy(Roles.AdministrationPolicy, p => p.RequireRole(Roles.Administrator))
            .AddPolicy(
                Roles.LabellingPolicy,
                p => p.RequireRole(Roles.Labeller, Roles.Adjudicator, Roles.Administrator)
            )
            .AddPolicy(Roles.AdjudicationPolicy, p => p.RequireRole(Roles.Adjudicator, Roles.Administrator));
        services.AddAntiforgery(o => o.Cookie.Name = "workbench-forms");
        services
            .AddOptions<AntiforgeryOptions>()
            .Configure<IOptions<WorkbenchOptions>>(
                (o, settings) => o.Cookie.SecurePolicy = settings.Value.SecureCookies()
            );
        return services.AddSignInLimits();
    }

    /// <summary>A proxy may speak TLS with the browser and plain HTTP with this service.</summary>
    public static CookieSecurePolicy SecureCookies(this WorkbenchOptions settings) =>
        settings.PublicUrl?.Scheme == Uri.UriSchemeHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    /// <summary>ASP.NET Core Identity over Dataset's accounts.</summary>
    private static void AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAccountsApi(configuration);
        services.AddScoped<ILookupNormalizer, NamesAsTyped>();
        services
            .AddIdentityCore<Account>()
            .AddUserStore<AccountStore>()
            .AddUserManager<AccountManager>()
            .AddSignInManager<AccountSignIn>()
            .AddClaimsPrincipalFactory<AccountClaims>();
        services
            .AddOptions<IdentityOptions>()
            .Configure<IOptions<WorkbenchOptions>>(
                (o, settings) =>
                {
                    o.User.AllowedUserNameCharacters =
                        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
                    // Length decides; rules about kinds of characters make passwords predictable.
                    o.Password.RequiredLength = settings.Value.PasswordLength;
                    o.Password.RequiredUniqueChars = 4;
                    o.Password.RequireDigit = false;
                    o.Password.RequireLowercase = false;
                    o.Password.RequireUppercase = false;
                    o.Password.RequireNonAlphanumeric = false;
                    o.Lockout.MaxFailedAccessAttempts = settings.Value.MostFailures;
                    o.Lockout.DefaultLockoutTimeSpan = settings.Value.LockTime;
                    o.ClaimsIdentity.UserIdClaimType = o.ClaimsIdentity.UserNameClaimType;
                    o.ClaimsIdentity.SecurityStampClaimType = AccountClaims.Stamp;
                }
            );
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = HashIterations);
        services
            .AddScoped<AccountStore>()
            .AddScoped<AccountsFile>()
            .AddScoped<PasswordSignIn>()
            .AddSingleton<SignInLinks>()
            .AddSingleton<AdministratorLink>()
            .AddSingleton<AccountsStart>()
            .AddHostedService(s => s.GetRequiredService<AccountsStart>());
        services
            .AddHealthChecks()
            .Add(new("accounts", s => s.GetRequiredService<AccountsStart>(), failureStatus: null, tags: null));
    }

    /// <summary>
    /// A cookie of an account that was removed or disabled, or whose role or password has changed, is not accepted.
    /// </summary>
    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        // Scripts and style sheets are the same for everybody, and a message about a silent Dataset needs them.
        if (context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal))
        {
            return;
        }

        var signIn = context.HttpContext.RequestServices.GetRequiredService<AccountSignIn>();
        if (!await signIn.IsValid(context.Principal))
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
