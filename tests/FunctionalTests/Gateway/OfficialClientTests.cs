using System.ClientModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using OpenAI.Chat;

namespace Platform.FunctionalTests.Gateway;

/// <summary>Clients that others wrote.</summary>
public sealed class OfficialClientTests(SharedPlatform platform)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_official_package_for_NET_gets_an_answer()
    {
        var client = platform.Chat("lm-chain+prm-chain/best-of-4", await platform.Key("gateway-dotnet"));

        ChatCompletion completion = await client.CompleteChatAsync(
            [new UserChatMessage(GatewayClients.Problem)],
            new() { Temperature = 1, MaxOutputTokenCount = 200 },
            Token
        );

        Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
        Assert.Contains("# Answer", Assert.Single(completion.Content).Text);
        Assert.True(completion.Usage.OutputTokenCount > 0);
    }

    [Fact]
    public async Task The_official_package_for_NET_gets_a_stream()
    {
        var client = platform.Chat("lm-chain+prm-chain/weighted-8", await platform.Key("gateway-dotnet-stream"));
        string text = "";
        ChatFinishReason? finish = null;

        await foreach (
            var update in client.CompleteChatStreamingAsync([new UserChatMessage(GatewayClients.Problem)], null, Token)
        )
        {
            text += string.Concat(update.ContentUpdate.Select(part => part.Text));
            finish ??= update.FinishReason;
        }

        Assert.Contains("# Answer", text);
        Assert.Equal(ChatFinishReason.Stop, finish);
    }

    [Fact]
    public async Task The_official_package_for_NET_gets_the_reason_of_a_refusal()
    {
        var client = platform.Chat("lm-chain+nobody/best-of-4", await platform.Key("gateway-dotnet-refused"));

        var refused = await Assert.ThrowsAsync<ClientResultException>(() =>
            client.CompleteChatAsync([new UserChatMessage(GatewayClients.Problem)], null, Token)
        );

        Assert.Equal(404, refused.Status);
        Assert.Contains("There is no reward model 'nobody'", refused.Message);
    }

    [Fact]
    public async Task Curl_gets_an_answer()
    {
        var start = new ProcessStartInfo("curl")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "--silent",
                "--show-error",
                new Uri(platform.Address("gateway"), "/v1/chat/completions").ToString(),
                "--header",
                $"Authorization: Bearer {await platform.Key("gateway-curl")}",
                "--json",
                GatewayClients.ChatBody("lm-chain/majority-4"),
            },
        };
        using var curl = Process.Start(start)!;
        string output = await curl.StandardOutput.ReadToEndAsync(Token);
        await curl.WaitForExitAsync(Token);

        Assert.Equal(0, curl.ExitCode);
        Assert.NotEmpty((string)JsonNode.Parse(output)!["choices"]![0]!["message"]!["content"]!);
    }
}
