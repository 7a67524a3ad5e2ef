using System.Text.Json;

namespace Platform.Dataset.Api;

/// <summary>Responses of JSON lines, written while their lines are read.</summary>
internal static class JsonLines
{
    public static async Task Write<THeader, TLine>(
        HttpResponse response,
        THeader header,
        IAsyncEnumerable<TLine> lines,
        CancellationToken cancellationToken
    )
    {
        response.ContentType = "application/x-ndjson";
        await WriteLine(response.Body, header, cancellationToken);
        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            await WriteLine(response.Body, line, cancellationToken);
        }
    }

    private static async Task WriteLine<T>(Stream body, T line, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(body, line, JsonSerializerOptions.Web, cancellationToken);
        await body.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }
}
