using System.Text.Json;
using Microsoft.Playwright;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Tests;

namespace Platform.FunctionalTests.AppHost;

/// <summary>Aspire's dashboard over the whole platform, in Debian's Chromium.</summary>
public sealed class DashboardTests
{
    private static readonly string[] Resources =
    [
        "postgres",
        "rabbitmq",
        "dataset",
        "generator",
        "scorer-1",
        "selector",
        "trainer",
        "workbench",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 480_000)]
    public async Task It_shows_every_resource_running_one_trace_through_the_services_and_a_metric_of_the_scorer()
    {
        string folder = RunningPlatform.NewRunFolder();
        await using (var platform = await TestPlatform.Start(folder, dashboard: true, [], Cancellation))
        {
            string trace = await Evaluate(platform, folder);

            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(Chromium);
            var page = await browser.NewPageAsync(
                new()
                {
                    ViewportSize = new() { Width = 1500, Height = 900 },
                }
            );
            page.SetDefaultTimeout(60_000);

            await page.GotoAsync(platform.DashboardLink!);
            foreach (string resource in Resources)
            {
                var row = page.Locator("tr, .fluent-data-grid-row")
                    .Filter(new() { Has = page.GetByText(resource, new() { Exact = true }) })
                    .First;
                await row.WaitForAsync();
                await row.GetByText("Running").First.WaitForAsync();
            }
            await Shoot(page, "resources");

            var root = new Uri(platform.DashboardLink!);
            await page.GotoAsync(new Uri(root, $"/traces/detail/{trace}").ToString());
            foreach (string service in (string[])["dataset", "scorer-1", "selector"])
            {
                await page.GetByText(service).First.WaitForAsync();
            }
            await Shoot(page, "trace");

            string metric = new Uri(
                root,
                "/metrics/resource/scorer-1?meter=Platform.Scorer&instrument=scorer.solutions&view=Graph"
            ).ToString();
            await page.GotoAsync(metric);
            await page.GetByText("scorer.solutions").First.WaitForAsync();
            // The address selects only an instrument that is known when the page loads.
            await page.GotoAsync(metric);
            await page.GetByText("Solutions scored or failed.").WaitForAsync();
            await Shoot(page, "metric");
        }
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Submits as any AMQP client would, with its own trace, and waits for the report.</summary>
    private static async Task<string> Evaluate(TestPlatform platform, string folder)
    {
        using var endpoints = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(folder, "platform.json"), Cancellation)
        );
        var dataset = HttpApis.For<IDatasetApi>(
            new HttpClient
            {
                BaseAddress = platform.Address("dataset"),
                DefaultRequestHeaders =
                {
                    Authorization = HttpApis.Bearer(endpoints.RootElement.GetProperty("token").GetString()),
                },
            }
        );
        var broker = new Broker(
            new Uri(endpoints.RootElement.GetProperty("amqp").GetString()!),
            platform.Address("rabbitmq", "management").Port
        );
        // Few problems: the page of a trace draws only the spans that fit on it.
        var lines = (await File.ReadAllLinesAsync(Checkout.Sample, Cancellation)).Take(2);
        using var sample = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        await dataset.Import("seen", null, sample, Cancellation);
        var id = Guid.CreateVersion7();
        string trace = id.ToString("N");
        await broker.Submit(
            JsonSerializer.SerializeToUtf8Bytes(
                new SubmitEvaluation(id, "seen", ["prm-maths"]),
                JsonSerializerOptions.Web
            ),
            traceparent: $"00-{trace}-{trace[16..]}-01"
        );
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), Cancellation);
            if ((await dataset.GetEvaluations(null, Cancellation)).Any(e => e.Id == id && e.Ended is not null))
            {
                return trace;
            }
        }
    }

    private static BrowserTypeLaunchOptions Chromium =>
        new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        };

    private static Task<byte[]> Shoot(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Checkout.At($"artifacts/test-results/dashboard-{name}.png") });
}
