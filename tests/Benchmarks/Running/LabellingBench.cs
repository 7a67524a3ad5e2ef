using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Platform.FunctionalTests.Workbench;

namespace Platform.Benchmarks.Running;

/// <summary>
/// Labelling as people do it: one in a browser by keyboard, the others by the requests of the page's script, all signed in to
/// the Workbench. Each rates about one step a second, which is faster than people read.
/// </summary>
internal static partial class LabellingBench
{
    private const int Labellers = 20;
    private const int Steps = 12;
    private const int BrowserTasks = 12;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Times every rating in the page, in milliseconds from the key's event: until another element has the focus, until the
    /// frame after it is painted, and until the server has stored it.
    /// </summary>
    private const string Clock = """
        window.ratings = { focus: [], paint: [], stored: [] };
        let pressed = null;
        let waits = null;
        addEventListener("keydown", (e) => { if (e.key === "3") pressed = waits = e.timeStamp; }, true);
        addEventListener("focusin", () => {
          if (pressed === null) return;
          const from = pressed;
          pressed = null;
          ratings.focus.push(performance.now() - from);
          requestAnimationFrame(() => setTimeout(() => ratings.paint.push(performance.now() - from)));
        });
        addEventListener("DOMContentLoaded", () => {
          const status = document.getElementById("status");
          if (!status) return;
          new MutationObserver(() => {
            if (waits !== null && status.textContent === "Stored") {
              ratings.stored.push(performance.now() - waits);
              waits = null;
            }
          }).observe(status, { childList: true, characterData: true, subtree: true });
        });
        """;

    public static async IAsyncEnumerable<BenchResult> Run([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var platform = await BenchPlatform.Start(cancellationToken);
        var address = platform.Address("workbench");
        var links = new SignInLinks(address, platform.RunFolder, new CookieContainer(), cancellationToken);
        using (var pool = new MemoryStream(Encoding.UTF8.GetBytes(Pool())))
        {
            await platform.Dataset.Import("bench", null, pool, cancellationToken);
        }

        await platform.Dataset.SubmitLabelling(new(null, "people", Pool: "bench"), cancellationToken);
        await using var browser = await Browser.Start();
        var page = await browser.Open(address);
        await page.AddInitScriptAsync(Clock);
        await Browser.SignIn(page, await links.For("in-browser", "labeller"));
        var others = new List<HttpClient>();
        for (int i = 1; i < Labellers; i++)
        {
            var http = new HttpClient(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = address };
            others.Add(http);
            await links.Use(await links.For($"labeller-{i}", "labeller"), http);
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = others.Select((http, i) => Label(http, new Random(i), end.Token)).ToList();
        var (paint, bytes) = await FirstPaint(page);
        var times = await LabelByKeyboard(page, cancellationToken);
        await end.CancelAsync();
        double[] stored = [.. (await Task.WhenAll(work)).SelectMany(t => t)];
        others.ForEach(o => o.Dispose());

        double focus = times.Focus.Percentile(0.95);
        double kept = times.Stored.Percentile(0.95);
        double all = stored.Percentile(0.95);
        yield return new("labelling.ratings.browser", times.Focus.Length, "ratings", "", null);
        yield return new("labelling.ratings.others", stored.Length, "ratings", "", null);
        yield return new("labelling.key-to-focus.p95", focus, "ms", "<= 50", focus <= 50);
        yield return new("labelling.key-to-paint.p95", times.Paint.Percentile(0.95), "ms", "", null);
        yield return new("labelling.key-to-stored.p95", kept, "ms", "<= 100", kept <= 100);
        yield return new("labelling.others-stored.p95", all, "ms", "<= 100", all <= 100);
        yield return new("labelling.first-paint", paint, "ms", "<= 1000", paint <= 1000);
        yield return new("labelling.transferred", bytes / 1024, "KiB", "<= 300", bytes <= 300 * 1024);
    }

    /// <summary>Solutions for more tasks than are labelled; the formula makes the page load KaTeX.</summary>
    private static string Pool() =>
        string.Join(
            '\n',
            Enumerable
                .Range(0, 100)
                .Select(p =>
                    JsonSerializer.Serialize(
                        new
                        {
                            id = $"{p:D3}",
                            problem = $"What is $\\frac{{{p}}}{{2}}$ plus one half?",
                            answer = $"{(p + 1) / 2.0}",
                            solutions = Enumerable
                                .Range(0, 20)
                                .Select(s => new
                                {
                                    steps = Enumerable
                                        .Range(0, Steps)
                                        .Select(i => $"Step {i} of solution {s}: $x_{i} = {p} + {i}$."),
                                    answer = "1",
                                }),
                        }
                    )
                )
        );

    /// <summary>The time until the page shows something, and the bytes that it needs without fonts, with an empty cache.</summary>
    private static async Task<(double Milliseconds, double Bytes)> FirstPaint(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.clearBrowserCache");
        await page.GotoAsync("/label", new() { WaitUntil = WaitUntilState.NetworkIdle });
        double paint = await page.EvaluateAsync<double>(
            "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        );
        double bytes = await page.EvaluateAsync<double>(
            """
            [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
              .filter((e) => !e.name.includes(".woff")).reduce((sum, e) => sum + e.encodedBodySize, 0)
            """
        );
        return (paint, bytes);
    }

    private static async Task<Times> LabelByKeyboard(IPage page, CancellationToken cancellationToken)
    {
        var all = new List<Times>();
        for (int task = 0; task < BrowserTasks; task++)
        {
            for (int step = 0; step < Steps; step++)
            {
                await page.Keyboard.PressAsync("3");
                await Task.Delay(Pace, cancellationToken);
            }

            // The page's security policy forbids Playwright's own waiting for an expression.
            while (await page.EvaluateAsync<int>("ratings.stored.length") < Steps)
            {
                await Task.Delay(20, cancellationToken);
            }

            all.Add((await page.EvaluateAsync<JsonElement>("ratings")).Deserialize<Times>(JsonSerializerOptions.Web)!);
            string id = (await page.GetAttributeAsync("#task", "data-task"))!;
            await page.Keyboard.PressAsync("Enter");
            await page.Locator($"#task:not([data-task='{id}'])").WaitForAsync();
        }

        return new(
            [.. all.SelectMany(t => t.Focus)],
            [.. all.SelectMany(t => t.Paint)],
            [.. all.SelectMany(t => t.Stored)]
        );
    }

    /// <summary>Labels until cancelled.</summary>
    /// <returns>How long each rating took until the server had stored it, in milliseconds.</returns>
    private static async Task<IReadOnlyList<double>> Label(
        HttpClient http,
        Random chance,
        CancellationToken cancellationToken
    )
    {
        var times = new List<double>();
        try
        {
            while (true)
            {
                string page = await http.GetStringAsync("/label", cancellationToken);
                string task = TaskId().Match(page).Groups[1].Value;
                for (int step = 0; step < Steps; step++)
                {
                    await Task.Delay(Pace * (0.5 + chance.NextDouble()), cancellationToken);
                    long start = Stopwatch.GetTimestamp();
                    using var answer = await http.PutAsJsonAsync(
                        $"/label/tasks/{task}/ratings/{step}",
                        new { value = 1 },
                        cancellationToken
                    );
                    answer.EnsureSuccessStatusCode();
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }

                using var ended = await http.PostAsJsonAsync(
                    $"/label/tasks/{task}/end",
                    new { how = "finished", seconds = Steps },
                    cancellationToken
                );
                ended.EnsureSuccessStatusCode();
            }
        }
        catch (OperationCanceledException)
        {
            return times;
        }
    }

    [GeneratedRegex("data-task=\"([^\"]+)\"")]
    private static partial Regex TaskId();

    /// <summary>Milliseconds from the key to the next step's focus, to its paint, and to the stored rating.</summary>
    private sealed record Times(double[] Focus, double[] Paint, double[] Stored);
}
