using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Platform.Contracts;
using Platform.FunctionalTests.Plans;
using Platform.FunctionalTests.Selections;
using Platform.FunctionalTests.Trainings;

namespace Platform.FunctionalTests.Workbench;

/// <summary>Every page of the Workbench: what axe-core finds, whether it fits the window, and what it transfers.</summary>
public sealed class PageAuditTests(SharedPlatform platform)
{
    /// <summary>Bytes that a page may transfer, without fonts.</summary>
    private const long MostBytes = 300 * 1024;

    private const string Formulas = """
        {"id":"roots","problem":"Find the sum of the roots of $x^2 - 5x + 6 = 0$, given that \\[\\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}\\] are the roots. It costs $5 and $7.","answer":"\\frac{10}{2}","solutions":[{"steps":["The roots are \\(2\\) and \\(3\\).","So $$\\sum_{i=1}^{2} r_i = 5$$ and $\\frac{1}{$ is broken.","# Answer\n5"],"answer":"5"}]}
        """;

    private const string Fractions = """
        {"input":"Ann has 12. Tom has twice as many as Ann. How many have both? Step 1: Ann = 12 ки\nStep 2: Tom = 12 * 2 = 24 ки\nStep 3: 12 + 24 = 38 ки","label":"Ann has 12. Tom has twice as many as Ann. How many have both? Step 1: Ann = 12 1\nStep 2: Tom = 12 * 2 = 24 0.63\nStep 3: 12 + 24 = 38 0"}
        """;

    private static readonly string[] PrmMaths = ["prm-maths", "orm-maths"];
    private static readonly string[] Accounts =
    [
        "audit-light-380",
        "audit-light-1280",
        "audit-light-1920",
        "audit-dark-380",
        "audit-dark-1920",
    ];

    private static Task<IReadOnlyList<(string Name, string Path)>>? made;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 900_000)]
    public async Task No_page_has_serious_findings_of_axe_scrolls_sideways_or_breaks_its_policy()
    {
        var pages = await Pages();
        await using var browser = await Browser.Start();
        List<string> findings = [];
        foreach (var (theme, width) in new[] { ("light", 380), ("light", 1920), ("dark", 380), ("dark", 1920) })
        {
            var page = await Administrator(browser, theme, width);
            var messages = new ConcurrentQueue<string>();
            page.Console += (_, message) =>
            {
                // The page of a refusal is an error by its status.
                if (message.Type == "error" && !message.Text.Contains("403", StringComparison.Ordinal))
                {
                    messages.Enqueue(message.Text);
                }
            };
            foreach (var (name, path) in pages)
            {
                await Visit(page, path);
                Assert.NotEmpty(await page.Locator("h1").AllAsync());
                await Browser.Shoot(page, $"{name}-{width}-{theme}");
                string where = $"{name} at {width} px, {theme}";
                int over = await page.EvaluateAsync<int>(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                );
                if (over > 0)
                {
                    findings.Add($"{where}: {over} px too wide");
                }

                var result = await page.RunAxe(new AxeRunOptions { Iframes = false });
                Assert.NotEmpty(result.Passes);
                findings.AddRange(
                    result
                        .Violations.Where(v => v.Impact is "serious" or "critical")
                        .SelectMany(v =>
                            v.Nodes.Select(n => $"{where}: {v.Id}: {n.Html} ({n.Any.FirstOrDefault()?.Message})")
                        )
                );
                findings.AddRange(messages.Select(m => $"{where}: {m}"));
                messages.Clear();
            }
        }

        Assert.True(findings.Count == 0, string.Join('\n', findings.Distinct()));
    }

    [Fact(Timeout = 900_000)]
    public async Task Every_page_transfers_less_than_300_KiB_and_only_pages_with_mathematics_load_KaTeX()
    {
        var pages = await Pages();
        await using var browser = await Browser.Start();
        var page = await Administrator(browser);
        var network = await page.Context.NewCDPSessionAsync(page);
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
        var types = new ConcurrentDictionary<string, string>();
        long bytes = 0;
        network.Event("Network.responseReceived").OnEvent += (_, e) =>
            types[e!.Value.GetProperty("requestId").GetString()!] = e.Value.GetProperty("type").GetString()!;
        network.Event("Network.loadingFinished").OnEvent += (_, e) =>
        {
            if (types.GetValueOrDefault(e!.Value.GetProperty("requestId").GetString()!) != "Font")
            {
                Interlocked.Add(ref bytes, (long)e.Value.GetProperty("encodedDataLength").GetDouble());
            }
        };
        List<string> mathematics = [];
        foreach (var (name, path) in pages)
        {
            Interlocked.Exchange(ref bytes, 0);
            await Visit(page, path);
            long transferred = Interlocked.Read(ref bytes);
            TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {transferred:N0} bytes");
            Assert.True(transferred is > 1000 and < MostBytes, $"{path} transfers {transferred:N0} bytes.");
            if (await page.Locator("script[src*=katex]").CountAsync() > 0)
            {
                mathematics.Add(name);
            }
        }

        Assert.Equal(["pool-of-formulas", "problem-with-formulas"], mathematics);
    }

    [Fact(Timeout = 900_000)]
    public async Task Formulas_are_set_and_what_is_none_or_broken_stays_as_text()
    {
        await platform.Import("set", Lines(Formulas));
        await using var browser = await Browser.Start();
        var page = await Administrator(browser);
        List<string> messages = [];
        page.Console += (_, message) => messages.Add(message.Text);
        var fonts = new ConcurrentQueue<string>();
        page.Response += (_, response) =>
        {
            if (response.Url.Contains(".woff2", StringComparison.Ordinal) && response.Ok)
            {
                fonts.Enqueue(response.Headers["cache-control"]);
            }
        };
        await page.GotoAsync("/pools/set/problem?key=roots");

        await Assertions.Expect(page.Locator(".statement .katex")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".statement")).ToContainTextAsync("It costs $5 and $7.");
        await Assertions.Expect(page.Locator(".statement .katex-display .mfrac")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".answer .katex .mfrac")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("td.text .katex")).ToHaveCountAsync(3);
        await Assertions.Expect(page.Locator("td.text").Nth(1)).ToContainTextAsync(@"$\frac{1}{$ is broken");
        // KaTeX's own styles hold: the font of mathematics is loaded, under an address that may be kept.
        await page.EvaluateAsync("() => document.fonts.ready");
        Assert.True(await page.EvaluateAsync<bool>("() => document.fonts.check('16px KaTeX_Math')"));
        Assert.NotEmpty(fonts);
        Assert.All(fonts, f => Assert.Contains("immutable", f));
        Assert.Empty(messages);
    }

    private async Task Visit(IPage page, string path)
    {
        await page.GotoAsync(path);
        foreach (var frame in await page.Locator("iframe").AllAsync())
        {
            await frame.ContentFrame.Locator("h1").WaitForAsync();
        }

        await page.EvaluateAsync("() => document.fonts.ready");
    }

    /// <summary>Every kind of page, with something on it.</summary>
    private Task<IReadOnlyList<(string Name, string Path)>> Pages() => made ??= Make();

    private async Task<IReadOnlyList<(string Name, string Path)>> Make()
    {
        await platform.ImportProblems("audited", 0, 12);
        await platform.ImportProblems("audited-test", 12, 6);
        var training = await platform.Train(Objective.Process, "audited-model", "audited");
        var first = await platform.Submit("audited", PrmMaths);
        var second = await platform.Submit("audited", PrmMaths[..1]);
        await platform.Labelled(await platform.Label(new(null, "model:prm-maths", Pool: "audited")));
        var generations = await platform.Start(
            new GenerationsPlan(
                "audited-loop",
                1,
                new("audited"),
                new("audited-test"),
                "prm-maths",
                Retrain: true,
                Supervisor: "model:prm-maths",
                Total: 40,
                SkipLabelledBy: "nobody",
                Recipe: TrainingJobs.Tiny
            )
        );
        var search = Guid.CreateVersion7();
        await platform.Broker.Submit(
            JsonSerializer.SerializeToUtf8Bytes(
                new SubmitSearch(
                    search,
                    "audited-test",
                    "prm-maths",
                    StepSearchStrategy.Beam,
                    "audited-search",
                    Beams: 2,
                    Expansions: 2,
                    MaxSteps: 6,
                    Sampling: new Sampling(MaxTokens: 64, Model: "lm-maths")
                ),
                JsonSerializerOptions.Web
            ),
            queue: "search-jobs"
        );
        await platform.Import("audited-formulas", Lines(Formulas));
        await platform.Import("audited-fractions", Lines(Fractions));
        await platform.Labelled(await platform.Label(new(null, "model:prm-maths", Pool: "audited-fractions")));
        var fractions = (await platform.Dataset.GetProblems("audited-fractions", cancellationToken: Token)).Problems[0];
        // Open for the accounts that look at the pages: other tests label too.
        await platform.ImportProblems("audited-round", 20, 6);
        var round = await platform.Label(new(null, "people", Pool: "audited-round", Labellers: Accounts));
        await platform.Poll(
            "The round",
            c => platform.Dataset.GetRounds(c),
            r => r.Any(x => x.Id == round && x.Open > 0)
        );
        await platform.Report(first);
        await platform.Report(second);
        var trained = await platform.Trained(training);
        await platform.CompletedGenerations(generations);
        await platform.Poll(
            $"Search {search}",
            c => platform.Dataset.GetSearch(search, c),
            s => s.State == JobState.Completed
        );
        var searched = (await platform.Dataset.GetSearchedProblems(search, cancellationToken: Token))[0].Key;
        var key = (await platform.Dataset.GetProblems("audited", cancellationToken: Token)).Problems[0].Key;
        string problem = $"/pools/audited/problem?key={Uri.EscapeDataString(key)}";
        var shipped = await platform.Dataset.GetModel("prm-maths", cancellationToken: Token);
        var links = platform.SignInLinks;
        string invitation = new Uri(await links.For("audit-invited", AccountRole.Labeller)).PathAndQuery;
        await platform.Dataset.CreateToken(new("audit-script", AccessScope.Label, Owner: "audit-invited"), Token);
        foreach (string account in Accounts)
        {
            await links.For(account, AccountRole.Administrator);
            await platform.Dataset.CreateToken(new("audit-laptop", AccessScope.Read, Owner: account), Token);
        }

        return
        [
            ("home", "/"),
            ("jobs", "/jobs"),
            ("evaluation", $"/jobs/{first}"),
            // In its frame a report runs no script, not even axe-core's.
            ("report", $"/jobs/{first}/report.html"),
            ("report-of-generations", $"/jobs/{generations}/report.html"),
            ("picks", $"/jobs/{first}/problems"),
            ("no-picks", $"/jobs/{first}/problems?search=nothing+like+it"),
            ("compare", $"/compare?first={first}"),
            ("comparison", $"/compare?first={first}&second={second}"),
            ("round", $"/jobs/{round}"),
            ("training", $"/jobs/{training}"),
            ("search", $"/jobs/{search}"),
            ("report-of-search", $"/jobs/{search}/report.html"),
            ("trees", $"/searches/{search}"),
            ("tree", $"/searches/{search}/problem?key={Uri.EscapeDataString(searched)}"),
            ("generations", $"/jobs/{generations}"),
            ("pools", "/pools"),
            ("pool", "/pools/audited"),
            ("pool-of-formulas", "/pools/audited-formulas"),
            ("problem", problem),
            ("problem-of-evaluation", $"{problem}&evaluation={first}"),
            ("problem-with-formulas", "/pools/audited-formulas/problem?key=roots"),
            ("problem-with-fractions", $"/pools/audited-fractions/problem?key={Uri.EscapeDataString(fractions.Key)}"),
            ("models", "/models"),
            ("model", $"/models/{trained.Model}"),
            ("shipped-model", $"/models/{shipped.Version}"),
            ("playground", "/playground"),
            ("rounds", "/rounds"),
            ("label", "/label"),
            ("adjudicate", "/adjudicate"),
            ("people", "/people"),
            ("person", "/people/audit-invited"),
            ("tokens", "/tokens"),
            ("account", "/account"),
            ("invitation", invitation),
            ("refused", "/refused"),
            ("sign-in", "/sign-in"),
        ];
    }

    private static MemoryStream Lines(string text) => new(Encoding.UTF8.GetBytes(text.Trim()));

    private async Task<IPage> Administrator(Browser browser, string theme = "light", int width = 1280)
    {
        var address = platform.Address("workbench");
        var page = await browser.Open(address, theme, width);
        await Browser.SignIn(page, await platform.SignInLinks.For($"audit-{theme}-{width}", "administrator"));
        return page;
    }
}
