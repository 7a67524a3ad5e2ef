using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Tests;

namespace Platform.Benchmarks.Running;

/// <summary>
/// What becomes of the gateway's requests while scorers are killed at random: each is answered, or refused with a reason.
/// </summary>
internal static class GatewayKillsBench
{
    private const int Clients = 20;
    private const int Requests = 10_000;
    private const int Scorers = 2;
    private const int Seed = 1;
    private const string Model = "bench+prm-chain/best-of-4";
    private const string Problem = "Start with 10. 1) Buy 2 packs of 5. 2) Add half of 10. How many at the end?";

    /// <summary>Time between two kills, in seconds.</summary>
    private static readonly (int Least, int Most) Pause = (2, 10);

    private static readonly HttpStatusCode[] Refusals =
    [
        HttpStatusCode.TooManyRequests,
        HttpStatusCode.BadGateway,
        HttpStatusCode.ServiceUnavailable,
        HttpStatusCode.GatewayTimeout,
    ];

    public static async IAsyncEnumerable<BenchResult> Run([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var server = await OpenAiServer.Start(cancellationToken);
        server.Text = (_, _, place) =>
            $"1) 2 * 5 = 10\n1) 10 + 10 = 20\n2) 10 / 2 = 5\n2) 20 + {place} = 25\n# Answer\n{place}";
        await using var platform = await BenchPlatform.Start(
            cancellationToken,
            $"--Scorers={Scorers}",
            $"--Generator:BaseAddress={new Uri(server.Address, "v1")}",
            "--Generator:Model=bench",
            "--Generator:MaxConcurrency=64"
        );
        using var client = platform.Client("gateway");
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var kills = Kill(platform, ended.Token);
        var outcomes = (
            await Task.WhenAll(
                Enumerable
                    .Range(0, Clients)
                    .Select(async _ =>
                    {
                        var own = new List<Outcome>();
                        for (int i = 0; i < Requests / Clients; i++)
                        {
                            own.Add(await Ask(client, cancellationToken));
                        }

                        return own;
                    })
            )
        ).SelectMany(o => o).ToList();
        await ended.CancelAsync();
        int lost = outcomes.Count(o => o == Outcome.Lost);
        yield return new("gateway-kills.scorers-killed", await kills, "kills", "", null);
        yield return new("gateway-kills.answered", outcomes.Count(o => o == Outcome.Answered), "requests", "", null);
        yield return new(
            "gateway-kills.refused-with-a-reason",
            outcomes.Count(o => o == Outcome.Refused),
            "requests",
            "",
            null
        );
        yield return new("gateway-kills.neither", lost, "requests", "0", lost == 0);
    }

    /// <summary>Kills a scorer again and again; the AppHost starts it again.</summary>
    /// <returns>The number of kills.</returns>
    private static async Task<int> Kill(BenchPlatform platform, CancellationToken cancellationToken)
    {
        var random = new Random(Seed);
        int kills = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(random.Next(Pause.Least, Pause.Most)), cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!cancellationToken.IsCancellationRequested)
            {
                platform.Kill($"scorer-{random.Next(Scorers) + 1}");
                kills++;
            }
        }

        return kills;
    }

    private static async Task<Outcome> Ask(HttpClient client, CancellationToken cancellationToken)
    {
        using var content = GatewayQuestion.Of(Model, Problem);
        try
        {
            using var answer = await client.PostAsync(GatewayQuestion.Path, content, cancellationToken);
            var text = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
            return answer.StatusCode == HttpStatusCode.OK && text?["choices"] is JsonArray { Count: > 0 }
                    ? Outcome.Answered
                : Refusals.Contains(answer.StatusCode) && (string?)text?["error"]?["message"] is { Length: > 0 }
                    ? Outcome.Refused
                : Outcome.Lost;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Outcome.Lost;
        }
    }

    private enum Outcome
    {
        Answered,
        Refused,

        /// <summary>No answer, or one without a reason.</summary>
        Lost,
    }
}
