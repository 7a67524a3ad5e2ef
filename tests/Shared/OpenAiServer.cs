using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Platform.Tests;

/// <summary>
/// A small OpenAI-compatible server on the loopback interface. Its samples depend only on the prompt, the seed and the
/// index. It can be made to misbehave: fewer choices than requested, refusals, malformed responses, no response.
/// </summary>
internal sealed class OpenAiServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _inFlight;

    private OpenAiServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>Every request, in the order of arrival.</summary>
    public ConcurrentQueue<OpenAiRequest> Requests { get; } = new();

    /// <summary>Maximum number of choices per response; servers that ignore <c>n</c> return 1.</summary>
    public int MostChoices { get; set; } = int.MaxValue;

    /// <summary>Number of choices in addition to those requested.</summary>
    public int Extra { get; set; }

    /// <summary>Handlers that are used instead of a normal response, one per request, in order.</summary>
    public ConcurrentQueue<Func<HttpContext, OpenAiRequest, Task>> Instead { get; } = new();

    /// <summary>
    /// Called for every request before anything else; if it returns a handler, that is used instead of a normal response.
    /// </summary>
    public Func<OpenAiRequest, Func<HttpContext, OpenAiRequest, Task>?> Always { get; set; } = _ => null;

    /// <summary>
    /// Returns the text of a choice, given the prompt, the seed of the request and the choice's index in the response.
    /// </summary>
    public Func<string, long, int, string?> Text { get; set; } =
        (_, seed, place) => $"First step of {seed}.\nSecond step.\n# Answer\n{seed + place}";

    /// <summary>Returns the finish reason of a choice.</summary>
    public Func<long, int, string?> FinishReason { get; set; } = (_, _) => "stop";

    /// <summary>The largest number of requests that were handled at the same time.</summary>
    public int MostInFlight { get; private set; }

    public static async Task<OpenAiServer> Start(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new OpenAiServer(app);
        app.MapPost("/{**path}", server.Answer);
        await app.StartAsync(cancellationToken);
        server.Address = new Uri(app.Urls.First());
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public static Func<HttpContext, OpenAiRequest, Task> Refuse(
        int status,
        string body = "",
        string? retryAfter = null
    ) =>
        (context, _) =>
        {
            context.Response.StatusCode = status;
            if (retryAfter is not null)
            {
                context.Response.Headers.RetryAfter = retryAfter;
            }

            return context.Response.WriteAsync(body, context.RequestAborted);
        };

    public static Func<HttpContext, OpenAiRequest, Task> Say(string body, string? contentType = "application/json") =>
        (context, _) =>
        {
            context.Response.ContentType = contentType;
            return context.Response.WriteAsync(body, context.RequestAborted);
        };

    /// <summary>Points to another address.</summary>
    public static Func<HttpContext, OpenAiRequest, Task> Redirect(int status, string location) =>
        (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        };

    /// <summary>Never responds; signals that it has received the request.</summary>
    public static Func<HttpContext, OpenAiRequest, Task> KeepSilent(TaskCompletionSource asked) =>
        async (context, _) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };

    /// <summary>Breaks the connection in the middle of the response.</summary>
    public static Func<HttpContext, OpenAiRequest, Task> HangUp() =>
        async (context, _) =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("""{"choices":[""", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        };

    private async Task Answer(HttpContext context)
    {
        lock (Requests)
        {
            MostInFlight = Math.Max(MostInFlight, ++_inFlight);
        }

        try
        {
            var body = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;
            var request = new OpenAiRequest(
                context.Request.Path,
                context.Request.Headers.Authorization,
                context.Request.ContentLength,
                body
            );
            Requests.Enqueue(request);
            if (Always(request) is { } always)
            {
                await always(context, request);
            }
            else if (Instead.TryDequeue(out var instead))
            {
                await instead(context, request);
            }
            else
            {
                await context.Response.WriteAsJsonAsync(Completion(request), context.RequestAborted);
            }
        }
        finally
        {
            lock (Requests)
            {
                _inFlight--;
            }
        }
    }

    private JsonObject Completion(OpenAiRequest request)
    {
        var choices = new JsonArray();
        for (var place = 0; place < Math.Min(request.N, MostChoices) + Extra; place++)
        {
            var choice = new JsonObject { ["index"] = place, ["finish_reason"] = FinishReason(request.Seed, place) };
            var text = Text(request.Prompt, request.Seed, place);
            if (request.IsChat)
            {
                choice["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text };
            }
            else
            {
                choice["text"] = text;
            }

            choices.Add(choice);
        }
        return new JsonObject
        {
            ["id"] = "completion-1",
            ["object"] = request.IsChat ? "chat.completion" : "text_completion",
            ["created"] = 1_700_000_000,
            ["model"] = "model-as-served",
            ["choices"] = choices,
            ["usage"] = new JsonObject { ["completion_tokens"] = choices.Count },
        };
    }
}

/// <summary>A request as received.</summary>
internal sealed record OpenAiRequest(string Path, string? Authorization, long? ContentLength, JsonNode Body)
{
    public bool IsChat => Path.EndsWith("/chat/completions", StringComparison.Ordinal);

    public int N => Body["n"]?.GetValue<int>() ?? 1;

    public long Seed => Body["seed"]?.GetValue<long>() ?? 0;

    public string Prompt => IsChat ? (string)Body["messages"]!.AsArray()[^1]!["content"]! : (string)Body["prompt"]!;

    public override string ToString() => Body.ToJsonString(JsonSerializerOptions.Web);
}
