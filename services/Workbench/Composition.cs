using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Platform.ServiceDefaults;
using Platform.Workbench.Assets;
using Platform.Workbench.Endpoints;
using Platform.Workbench.Jobs;
using Platform.Workbench.Models;
using Platform.Workbench.Pages;
using Platform.Workbench.Playground;
using Platform.Workbench.Settings;

namespace Platform.Workbench;

/// <summary>Composes the Workbench.</summary>
internal static class Composition
{
    public static WebApplicationBuilder AddWorkbench(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services
            .AddOptions<WorkbenchOptions>()
            .BindConfiguration("Workbench")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddResponseCompression(o =>
        {
            o.MimeTypes = ["text/html", "text/csv"];
            // The one secret in a page is the antiforgery token, which is masked anew in every response.
            o.EnableForHttps = true;
        });
        services
            .AddDataProtection()
            .SetApplicationName("Platform.Workbench")
            .PersistKeysToFileSystem(
                new DirectoryInfo(System.IO.Path.Combine(builder.Configuration["Workbench:Path"] ?? "", "keys"))
            );
        services
            .AddSingleton<AssetFiles>()
            .AddSingleton<JobSubjects>()
            .AddScoped<JobLines>()
            .AddScoped<JobReader>()
            .AddScoped<ModelLineages>()
            .AddScoped<OwnAccount>()
            .AddScoped<People>()
            .AddSingleton<IValidateOptions<WorkbenchOptions>, OpenIdCheck>();
        services.AddPlayground(builder.Configuration);
        services.AddSignIn(builder.Configuration);
        return builder;
    }

    public static WebApplication MapWorkbench(this WebApplication app)
    {
        app.UsePublicScheme();
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        app.UseMiddleware<DatasetErrors>();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        var open = app.MapGroup("").AllowAnonymous();
        open.MapAssets();
        open.MapSignIn();
        app.MapPages();
        app.MapJobs();
        app.MapReports();
        app.MapLabelling();
        app.MapAdjudication();
        app.MapRounds();
        app.MapGold();
        app.MapOwnAccount();
        app.MapPlayground();
        app.MapAccounts();
        app.MapTokens();
        app.MapDefaultEndpoints();
        return app;
    }

    /// <summary>
    /// Behind a proxy with TLS, requests arrive over plain HTTP. Secure cookies are refused for those, so requests have the
    /// scheme of the public address.
    /// </summary>
    private static void UsePublicScheme(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<WorkbenchOptions>>().Value.PublicUrl is { Scheme: "https" } url)
        {
            app.Use(
                (context, next) =>
                {
                    context.Request.Scheme = url.Scheme;
                    return next(context);
                }
            );
        }
    }

    /// <summary>Nothing is loaded from elsewhere, no script or style is inline, and no other site may frame a page.</summary>
    private static void UseSecurityHeaders(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy =
                    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "same-origin";
                headers.CacheControl = "no-cache, no-store";
                return next(context);
            }
        );
}
