using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Platform.Tests;

/// <summary>
/// A small server with vLLM's endpoints for pooling models on the loopback interface. What it gives for an input is up to the
/// test; it can also be made to refuse.
/// </summary>
internal sealed class PoolingServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PoolingServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>Every request as received, with its path and its key.</summary>
    public ConcurrentQueue<(string Path, string? Key, JsonNode Body)> Requests { get; } = new();

    /// <summary>The rows of an input: a list of token ids, or a text.</summary>
    public Func<JsonNode, double[][]> Rows { get; set; } = _ => [];

    /// <summary>Answers that are given in place of rows, one per request, in order.</summary>
    public ConcurrentQueue<(int Status, string Body)> Instead { get; } = new();

    /// <summary>Called for every request; a status refuses it.</summary>
    public Func<JsonNode, int?> Refuse { get; set; } = _ => null;

    public int MostInFlight { get; private set; }

    private int _inFlight;

    public static async Task<PoolingServer> Start(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var server = new PoolingServer(app);
        app.MapPost("/{**path}", server.Answer);
        await app.StartAsync(cancellationToken);
        server.Address = new Uri(app.Urls.First());
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        lock (Requests)
        {
            MostInFlight = Math.Max(MostInFlight, ++_inFlight);
        }

        try
        {
            var body = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!;
            Requests.Enqueue((context.Request.Path, context.Request.Headers.Authorization, body));
            if (Instead.TryDequeue(out var instead))
            {
                context.Response.StatusCode = instead.Status;
                await context.Response.WriteAsync(instead.Body, context.RequestAborted);
                return;
            }

            if (Refuse(body) is { } status)
            {
                context.Response.StatusCode = status;
                await context.Response.WriteAsync("""{"object":"error","message":"refused"}""", context.RequestAborted);
                return;
            }

            bool classify = context.Request.Path.Value!.EndsWith("/classify", StringComparison.Ordinal);
            var inputs = body["input"]!.AsArray();
            var data = inputs
                .Select(
                    (input, index) =>
                    {
                        var rows = Rows(input!);
                        return (JsonNode)
                            new JsonObject
                            {
                                ["index"] = index,
                                ["object"] = "pooling",
                                [classify ? "probs" : "data"] = classify
                                    ? Array(rows[0])
                                    : new JsonArray([.. rows.Select(row => (JsonNode)Array(row))]),
                            };
                    }
                )
                .ToArray();
            await context.Response.WriteAsJsonAsync(
                new JsonObject
                {
                    ["id"] = "pool-1",
                    ["object"] = "list",
                    ["data"] = new JsonArray(data),
                    ["usage"] = new JsonObject { ["prompt_tokens"] = 7 * inputs.Count },
                },
                context.RequestAborted
            );
        }
        finally
        {
            lock (Requests)
            {
                _inFlight--;
            }
        }
    }

    private static JsonArray Array(double[] row) => new([.. row.Select(value => (JsonNode)value)]);
}
