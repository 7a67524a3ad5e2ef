using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Platform.Contracts;

namespace Platform.Workbench.Playground;

/// <summary>The gateway's streamed chat completions, as far as the playground needs them.</summary>
internal sealed class GatewayClient(HttpClient http)
{
    private const string End = "[DONE]";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Whether this Workbench knows a gateway.</summary>
    public bool IsKnown => http.BaseAddress is not null;

    /// <summary>
    /// What happens to a request: a <see cref="GatewayProgress"/> for each change, then the <see cref="GatewayTrace"/>.
    /// </summary>
    /// <exception cref="PlaygroundException">The gateway refuses the request; the message is its own.</exception>
    /// <exception cref="HttpRequestException">The gateway does not answer.</exception>
    public async IAsyncEnumerable<object> Ask(
        PlaygroundRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = JsonContent.Create(
                new
                {
                    request.Model,
                    Messages = new[] { new { Role = "user", Content = request.Statement } },
                    request.Aggregation,
                    request.MinP,
                    Stream = true,
                },
                options: Json
            ),
        };
        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            using var body = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
            throw Refused(body.RootElement);
        }

        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            if (item.Data == End)
            {
                yield break;
            }

            using var chunk = JsonDocument.Parse(item.Data);
            if (chunk.RootElement.TryGetProperty("error", out _))
            {
                throw Refused(chunk.RootElement);
            }

            if (chunk.RootElement.TryGetProperty("platform", out var platform))
            {
                yield return platform.TryGetProperty("stage", out _)
                    ? platform.Deserialize<GatewayProgress>(Json)!
                    : platform.Deserialize<GatewayTrace>(Json)!;
            }
        }
    }

    private static PlaygroundException Refused(JsonElement body) =>
        new(
            body.TryGetProperty("error", out var error) && error.TryGetProperty("message", out var text)
                ? text.GetString()!
                : "The gateway refused the request without a reason."
        );
}

/// <summary>The gateway refuses a request.</summary>
internal sealed class PlaygroundException(string message) : Exception(message);
