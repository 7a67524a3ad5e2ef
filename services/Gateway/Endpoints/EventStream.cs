using System.Text.Json;
using Platform.Gateway.OpenAi;

namespace Platform.Gateway.Endpoints;

/// <summary>Server-sent events as OpenAI sends them: <c>data:</c> lines, and <c>[DONE]</c> at the end.</summary>
internal sealed class EventStream(HttpResponse response)
{
    public Task Send(object data, CancellationToken cancellationToken) =>
        Write(JsonSerializer.Serialize(data, OpenAiJson.Options), cancellationToken);

    /// <summary>An error after the response has begun.</summary>
    public Task Send(OpenAiError error, CancellationToken cancellationToken) => Write(error.Body(), cancellationToken);

    public Task End(CancellationToken cancellationToken) => Write("[DONE]", cancellationToken);

    private async Task Write(string data, CancellationToken cancellationToken)
    {
        if (!response.HasStarted)
        {
            response.ContentType = "text/event-stream; charset=utf-8";
            response.Headers.CacheControl = "no-cache";
            // A proxy that buffers would keep the progress back.
            response.Headers["X-Accel-Buffering"] = "no";
        }

        await response.WriteAsync($"data: {data}\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
