using Microsoft.AspNetCore.DataProtection;
using Platform.ServiceDefaults;
using Platform.Workbench.Assets;
using Platform.Workbench.Endpoints;
using Platform.Workbench.Jobs;
using Platform.Workbench.Pages;
using Platform.Workbench.Settings;
using Platform.Workbench.SignIn;

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
        services
            .AddDataProtection()
            .SetApplicationName("Platform.Workbench")
            .PersistKeysToFileSystem(
                new DirectoryInfo(System.IO.Path.Combine(builder.Configuration["Workbench:Path"] ?? "", "keys"))
            );
        services.AddSingleton<AssetFiles>().AddSingleton<JobSubjects>().AddScoped<JobLines>();
        services.AddSignIn();
        return builder;
    }

    public static WebApplication MapWorkbench(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseMiddleware<DatasetErrors>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        var open = app.MapGroup("").AllowAnonymous();
        open.MapAssets();
        open.MapSignIn();
        app.MapPages();
        app.MapJobs();
        app.MapLabelling();
        app.MapAccounts();
        app.MapDefaultEndpoints();
        return app;
    }

    /// <summary>Nothing is loaded from elsewhere, no script or style is inline, and no other site may frame a page.</summary>
    private static void UseSecurityHeaders(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy =
                    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "same-origin";
                headers.CacheControl = "no-cache, no-store";
                return next(context);
            }
        );

    /// <summary>Makes the administrator's one-time link if there is no unused one.</summary>
    public static void OfferAdministratorLink(this WebApplication app) =>
        app.Services.GetRequiredService<AdministratorLink>().Offer();
}
