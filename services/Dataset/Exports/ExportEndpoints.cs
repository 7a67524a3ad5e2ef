using System.Text.Json;
using Platform.Contracts;
using Platform.Dataset.Api;
using Platform.Dataset.Pools;

namespace Platform.Dataset.Exports;

/// <summary>HTTP endpoint for exports.</summary>
internal static class ExportEndpoints
{
    public static WebApplication MapExports(this WebApplication app)
    {
        app.MapGet("/pools/{name}/export", Export)
            .WithSummary(
                $"The pool as a file of a public format, with one labeller's labels; {ExportSummary.Header} says what it holds"
            )
            .DisableRequestTimeout();
        return app;
    }

    private static async Task Export(
        string name,
        [AsParameters] ExportOptions options,
        HttpResponse response,
        PoolExport export,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (await export.Write(name, ExportRequest.Read(options), cancellationToken) is not { } file)
            {
                await Refusal
                    .NotFound($"There is no pool '{name}'; GET /pools lists them.")
                    .ExecuteAsync(response.HttpContext);
                return;
            }

            await using (file)
            {
                response.ContentType = file.Summary.Layout switch
                {
                    "parquet" => "application/vnd.apache.parquet",
                    "json" => "application/json",
                    _ => "application/x-ndjson",
                };
                if (options.Gzip == true)
                {
                    // The file is compressed, not its transfer: a client stores it as it is.
                    response.ContentType = "application/gzip";
                }

                response.ContentLength = file.Content.Length;
                response.Headers[ExportSummary.Header] = JsonSerializer.Serialize(
                    file.Summary,
                    JsonSerializerOptions.Web
                );
                await file.Content.CopyToAsync(response.Body, cancellationToken);
            }
        }
        catch (Exception e) when (e is ExportRefusedException or UnknownPoolException)
        {
            await Refusal.Invalid(e.Message).ExecuteAsync(response.HttpContext);
        }
    }
}
