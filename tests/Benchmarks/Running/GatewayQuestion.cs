using System.Text;
using System.Text.Json.Nodes;

namespace Platform.Benchmarks.Running;

/// <summary>Requests to the gateway.</summary>
internal static class GatewayQuestion
{
    public const string Path = "/v1/chat/completions";

    /// <param name="model">Generator, reward model and strategy.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="seed">Seed of the first candidate; null for any.</param>
    public static StringContent Of(string model, string problem, int? seed = null)
    {
        var body = new JsonObject
        {
            ["model"] = model,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = problem }),
        };
        if (seed is { } given)
        {
            body["seed"] = given;
        }

        return new(body.ToJsonString(), Encoding.UTF8, "application/json");
    }
}
