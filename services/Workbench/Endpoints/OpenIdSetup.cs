using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Platform.Workbench.Pages;
using Platform.Workbench.Settings;
using Platform.Workbench.SignIn;

namespace Platform.Workbench.Endpoints;

/// <summary>Signing in with the OpenID provider of the settings: authorization code flow with PKCE.</summary>
internal static class OpenIdSetup
{
    /// <summary>Item of the state: the account that is to be connected with the provider's user.</summary>
    public const string Connect = "connect";

    private const string Callback = "/signin-oidc";

    /// <summary>Registers nothing if no provider is configured.</summary>
    public static AuthenticationBuilder AddOpenIdProvider(
        this AuthenticationBuilder authentication,
        IConfiguration configuration
    )
    {
        if (string.IsNullOrEmpty(configuration[$"{OpenIdOptions.Section}:Authority"]))
        {
            return authentication;
        }

        authentication.Services.AddScoped<OpenIdAccounts>();
        authentication
            .Services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme)
            .Configure<IOptions<WorkbenchOptions>>((o, settings) => Configure(o, settings.Value));
        return authentication.AddOpenIdConnect(_ => { });
    }

    private static void Configure(OpenIdConnectOptions o, WorkbenchOptions settings)
    {
        var provider = settings.OpenIdConnect!;
        o.Authority = provider.Authority!.ToString();
        o.RequireHttpsMetadata = provider.Authority.Scheme == Uri.UriSchemeHttps;
        o.ClientId = provider.ClientId;
        o.ClientSecret = provider.ClientSecret;
        o.CallbackPath = Callback;
        o.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        o.ResponseType = OpenIdConnectResponseType.Code;
        o.UsePkce = true;
        // The answer is a navigation, so that cookies of this site need no SameSite=None, which browsers accept with TLS only.
        o.ResponseMode = OpenIdConnectResponseMode.Query;
        foreach (var cookie in new[] { o.NonceCookie, o.CorrelationCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = settings.SecureCookies();
        }

        foreach (string scope in provider.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            o.Scope.Add(scope);
        }

        o.MapInboundClaims = false;
        o.Events.OnRedirectToIdentityProvider = context =>
        {
            if (settings.PublicUrl is { } url)
            {
                context.ProtocolMessage.RedirectUri = new Uri(url, Callback).ToString();
            }

            return Task.CompletedTask;
        };
        o.Events.OnTokenValidated = context =>
        {
            // The handler accepts unsigned ID tokens in the code flow, as the specification does over TLS.
            if (context.SecurityToken.SignatureAlgorithm is null or "none")
            {
                context.Fail("The ID token is not signed.");
            }

            return Task.CompletedTask;
        };
        o.Events.OnTicketReceived = SignIn;
        o.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            string reason = context.Failure?.Message ?? "unknown";
            Logger(context.HttpContext).OpenIdFailed(reason);
            return MessagePage
                .Of(
                    StatusCodes.Status400BadRequest,
                    "You are not signed in",
                    $"The sign-in with {provider.Name} did not work. Try it again from the sign-in page."
                )
                .ExecuteAsync(context.HttpContext);
        };
    }

    /// <summary>Signs the account in to which the provider's user belongs.</summary>
    private static async Task SignIn(TicketReceivedContext context)
    {
        context.HandleResponse();
        var services = context.HttpContext.RequestServices;
        var openId = services.GetRequiredService<OpenIdAccounts>();
        string? connect = context.Properties?.Items.TryGetValue(Connect, out var name) == true ? name : null;
        var (account, refusal) =
            connect is null ? await openId.Of(context.Principal!)
            : await SignedIn(context.HttpContext) == connect ? await openId.Connect(context.Principal!, connect)
            : (null, $"You are not signed in as {connect} any more.");
        if (account is null)
        {
            Logger(context.HttpContext).OpenIdFailed(refusal!);
            await MessagePage
                .Of(StatusCodes.Status403Forbidden, "You are not signed in", refusal!)
                .ExecuteAsync(context.HttpContext);
            return;
        }

        await services.GetRequiredService<AccountSignIn>().SignInAsync(account, isPersistent: true);
        Logger(context.HttpContext).SignedIn(account.Name, account.Stored.Role);
        context.Response.Redirect(connect is null ? SignInEndpoints.FirstPage(account) : "/account");
    }

    private static async Task<string?> SignedIn(HttpContext context) =>
        (await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme)).Principal?.Identity?.Name;

    private static ILogger Logger(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OpenIdSetup).Namespace!);
}
