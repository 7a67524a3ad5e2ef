using System.Globalization;
using Microsoft.Net.Http.Headers;
using Platform.Dataset.Api;

namespace Platform.Dataset.Models;

/// <summary>HTTP endpoints for files of models, which may be many gigabytes: sent and fetched in ranges.</summary>
internal static class FileEndpoints
{
    /// <summary>Header of a response: number of bytes that have arrived of a file that is not complete.</summary>
    private const string Arrived = "Upload-Offset";

    public static WebApplication MapFiles(this WebApplication app)
    {
        app.MapGet("/files/{sha256}", Get).WithSummary("A file of any model by its SHA-256; ranges can be asked for");
        app.MapMethods("/files/{sha256}", [HttpMethods.Head], Head)
            .WithSummary("Whether a file is here; otherwise the header Upload-Offset says how many bytes have arrived");
        app.MapPut("/files/{sha256}", Put)
            .WithSummary("Stores a file under its SHA-256; the body is the file, or a range of it with Content-Range")
            .DisableRequestTimeout();
        return app;
    }

    private static IResult Get(string sha256, FileStore files) =>
        files.Find(sha256) is { } path
            ? Results.File(path, "application/octet-stream", enableRangeProcessing: true)
            : Unknown(sha256);

    private static IResult Head(string sha256, HttpResponse response, FileStore files, PartialFiles parts)
    {
        if (!FileStore.IsHash(sha256))
        {
            return NoHash(sha256);
        }

        if (files.Find(sha256) is { } path)
        {
            return Results.File(path, "application/octet-stream", enableRangeProcessing: true);
        }

        Say(response, parts.Arrived(sha256));
        return Unknown(sha256);
    }

    private static async Task<IResult> Put(
        string sha256,
        HttpRequest request,
        FileStore files,
        PartialFiles parts,
        CancellationToken cancellationToken
    )
    {
        if (!FileStore.IsHash(sha256))
        {
            return NoHash(sha256);
        }

        if (files.Find(sha256) is not null)
        {
            return Results.NoContent();
        }

        if (request.Headers.ContentRange.Count == 0)
        {
            return await files.Add(request.Body, sha256, cancellationToken) ? Results.NoContent() : Wrong(sha256);
        }

        if (
            !ContentRangeHeaderValue.TryParse(request.Headers.ContentRange.ToString(), out var range)
            || range is not { From: { } from, Length: { } total }
            || range.Unit != "bytes"
        )
        {
            return Refusal.Invalid(
                $"The header Content-Range is '{request.Headers.ContentRange}'; 'bytes 0-1023/4096' was expected."
            );
        }

        var appended = await parts.Append(request.Body, sha256, from, total, cancellationToken);
        Say(request.HttpContext.Response, parts.Arrived(sha256));
        return appended switch
        {
            Appended.Complete or Appended.Incomplete => Results.NoContent(),
            Appended.Wrong => Wrong(sha256),
            Appended.Busy => Results.Problem(
                $"Another request is sending {sha256}; ask with HEAD until it has ended.",
                statusCode: StatusCodes.Status503ServiceUnavailable
            ),
            _ => Results.Problem(
                $"The range begins at {from}, but {parts.Arrived(sha256)} bytes of {sha256} have arrived: go on from there.",
                statusCode: StatusCodes.Status409Conflict
            ),
        };
    }

    private static void Say(HttpResponse response, long arrived) =>
        response.Headers[Arrived] = arrived.ToString(CultureInfo.InvariantCulture);

    private static IResult Unknown(string sha256) =>
        Refusal.NotFound($"There is no model file with the SHA-256 '{sha256}'.");

    private static IResult NoHash(string sha256) =>
        Refusal.Invalid($"'{sha256}' is no SHA-256: 64 hexadecimal digits were expected.");

    private static IResult Wrong(string sha256) =>
        Refusal.Invalid($"What came does not have the SHA-256 {sha256}; nothing was kept. Send it again.");
}
