using Scalar.AspNetCore;

namespace Platform.Dataset.Api;

/// <summary>The OpenAPI document and a page that displays it.</summary>
internal static class ApiReference
{
    /// <summary>
    /// Maps <c>/openapi/v1.json</c> and <c>/scalar</c>. The page loads no external resources, so it works offline.
    /// </summary>
    public static WebApplication MapApiReference(this WebApplication app)
    {
        app.MapOpenApi();
        app.MapScalarApiReference(o =>
        {
            o.Title = "Platform";
            o.DefaultFonts = false;
            o.Telemetry = false;
            o.DisableAgent();
            o.DisableMcp();
        });
        return app;
    }
}
