using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Platform.Tests;

namespace Platform.Benchmarks.Running;

/// <summary>
/// What the gateway adds to a request: best-of-16 with a shipped reward model, where the generator's server answers at once.
/// Alone, with 20 requests at once, and with a bulk evaluation beside them.
/// </summary>
internal static class GatewayBench
{
    private const int Clients = 20;
    private const int Requests = 400;
    private const int Alone = 60;
    private const string Model = "bench+prm-chain/best-of-16";
    private const string Problem =
        "Start with 10. 1) Count in pairs. 2) This is 4 fewer than the next. 3) Buy 2 packs of 5. 4) Add half of 10. 5) Give 5 to each of 2 friends. How many at the end?";

    public static async IAsyncEnumerable<BenchResult> Run([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var server = await OpenAiServer.Start(cancellationToken);
        // Sixteen different solutions of the length that lm-chain writes.
        server.Text = (_, seed, place) =>
            $"1) 10 / 2 = 5\n2) 5 - 4 = {place}\n3) 2 * 5 = 10\n3) {place} + 10 = {(place + 10) % 100}\n4) 10 / 2 = 5\n4) 11 + 5 = 16\n5) 5 * 2 = 10\n5) 16 - {seed % 10} = 6\n# Answer\n{place % 7}";
        await using var platform = await BenchPlatform.Start(
            cancellationToken,
            $"--Generator:BaseAddress={new Uri(server.Address, "v1")}",
            "--Generator:Model=bench",
            "--Generator:MaxConcurrency=64"
        );
        using var client = platform.Client("gateway");
        await Measure(client, Clients, Requests / 4, cancellationToken);

        var alone = await Measure(client, 1, Alone, cancellationToken);
        var together = await Measure(client, Clients, Requests, cancellationToken);
        double p95 = together.Percentile(0.95);
        yield return new("gateway.best-of-16.alone.p95", alone.Percentile(0.95), "ms", "", null);
        yield return new("gateway.best-of-16.20-at-once.p50", together.Percentile(0.5), "ms", "", null);
        yield return new("gateway.best-of-16.20-at-once.p95", p95, "ms", "< 60", p95 < 60);

        await using (var file = File.OpenRead(Checkout.Sample))
        {
            await platform.Dataset.Import("gateway-bulk", null, file, cancellationToken);
        }

        var bulk = platform.Evaluate(
            "gateway-bulk",
            ["prm-maths", "orm-maths", "prm-chain", "orm-chain"],
            cancellationToken
        );
        var beside = new List<double>();
        while (!bulk.IsCompleted)
        {
            beside.AddRange(await Measure(client, Clients, 2 * Clients, cancellationToken));
        }

        await bulk;
        double slower = beside.Percentile(0.5) / together.Percentile(0.5);
        yield return new("gateway.best-of-16.beside-a-bulk-evaluation", slower, "x without", "< 2", slower < 2);
        yield return new("gateway.best-of-16.beside-a-bulk-evaluation.requests", beside.Count, "requests", "", null);
    }

    /// <summary>Milliseconds of each request; every client sends one after the other.</summary>
    private static async Task<IReadOnlyList<double>> Measure(
        HttpClient client,
        int clients,
        int requests,
        CancellationToken cancellationToken
    )
    {
        var times = await Task.WhenAll(
            Enumerable
                .Range(0, clients)
                .Select(async number =>
                {
                    var own = new List<double>();
                    for (int i = 0; i < requests / clients; i++)
                    {
                        long start = Stopwatch.GetTimestamp();
                        await Ask(client, (number * requests) + i, cancellationToken);
                        own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    }

                    return own;
                })
        );
        return [.. times.SelectMany(t => t)];
    }

    private static async Task Ask(HttpClient client, int seed, CancellationToken cancellationToken)
    {
        using var content = GatewayQuestion.Of(Model, Problem, seed);
        using var answer = await client.PostAsync(GatewayQuestion.Path, content, cancellationToken);
        string text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode}: {text}")
            );
        }
    }
}
