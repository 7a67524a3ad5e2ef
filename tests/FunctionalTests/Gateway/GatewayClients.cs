using System.ClientModel;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using OpenAI;
using OpenAI.Chat;
using Platform.Contracts;

namespace Platform.FunctionalTests.Gateway;

/// <summary>Clients of the gateway, each with a key of the platform.</summary>
internal static class GatewayClients
{
    /// <summary>A problem of the family that <c>lm-chain</c> has learned.</summary>
    public const string Problem =
        "Start with 20. 1) Buy 4 packs of 6. 2) Give 5 to each of 3 friends. 3) Add half of 8. How many at the end?";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes a key; tests use names that no other one uses.</summary>
    public static async Task<string> Key(this SharedPlatform platform, string name, string scope = AccessScope.Write) =>
        (await platform.Dataset.CreateToken(new(name, scope, 1), Token)).Token;

    public static HttpClient Gateway(this SharedPlatform platform, string? key = null) =>
        platform.Client("gateway", Limit, key);

    /// <summary>The official package for .NET.</summary>
    public static ChatClient Chat(this SharedPlatform platform, string model, string key) =>
        new(
            model,
            new ApiKeyCredential(key),
            new OpenAIClientOptions { Endpoint = new Uri(platform.Address("gateway"), "v1") }
        );

    /// <summary>Posts JSON and returns the status with the body.</summary>
    public static async Task<(int Status, JsonNode Body)> Post(this HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(path, content, Token);
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>(Token))!);
    }

    /// <summary>A chat with one message.</summary>
    public static string ChatBody(string model, string statement = Problem, string more = "") =>
        $$"""{"model": "{{model}}", "seed": 7, "min_p": 0.02, "messages": [{"role": "user", "content": "{{statement}}"}]{{more}}}""";
}
