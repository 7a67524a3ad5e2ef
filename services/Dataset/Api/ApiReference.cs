using Scalar.AspNetCore;

namespace Platform.Dataset.Api;

/// <summary>The API's document and a page to read it on.</summary>
internal static class ApiReference
{
    /// <summary><c>/openapi/v1.json</c> and <c>/scalar</c>. The page needs nothing from outside: it works offline.</summary>
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
