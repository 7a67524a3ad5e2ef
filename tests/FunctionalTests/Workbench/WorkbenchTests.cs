using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Platform.Contracts;
using Platform.FunctionalTests.Selections;
using static Microsoft.Playwright.Assertions;

namespace Platform.FunctionalTests.Workbench;

/// <summary>The Workbench over the whole platform, in Debian's Chromium.</summary>
public sealed class WorkbenchTests(SharedPlatform platform)
{
    private const string Wrong = """
        {"id":"sum","problem":"A box has 3 rows of 4 eggs. 5 eggs break. How many are whole?","answer":"7","subject":"sums","solutions":[{"steps":["There are 3 * 4 = 12 eggs.","5 break, so 12 - 5 = 8 are whole.","# Answer\n8"],"answer":"8"}]}
        """;

    private const string Right = """
        {"id":"rest","problem":"What is 17 mod 5?","answer":"2","solutions":[{"steps":["5 * 3 = 15.","17 - 15 = 2.","# Answer\n2"],"answer":"2"}]}
        """;

    private static readonly string[] PrmMaths = ["prm-maths", "orm-maths"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Uri Address => platform.Address("workbench");

    [Fact(Timeout = 480_000)]
    public async Task Solutions_are_labelled_by_keyboard_through_a_reload_and_a_cut_connection_and_the_labelling_completes()
    {
        await Import("by-hand", Wrong, Right);
        var round = await platform.Label(new(null, "people", Pool: "by-hand"));
        await platform.Poll(
            "The round",
            c => platform.Dataset.GetRounds(c),
            r => r.Any(x => x.Id == round && x.Tasks == 2)
        );
        await using var browser = await Browser.Start();
        var page = await browser.Open(Address);
        await Browser.SignIn(page, await Link("keyboard", "labeller"));

        await Expect(page).ToHaveURLAsync(new Uri(Address, "/label").ToString());
        await Expect(page.GetByText("Reference answer: 7")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("3");
        await Stored(page);
        await page.ReloadAsync();
        await Expect(page.Locator(".step").Nth(0)).ToHaveAttributeAsync("data-rating", "1");
        await Expect(page.Locator(".step.here")).ToContainTextAsync("12 - 5 = 8");

        await page.Context.SetOfflineAsync(true);
        await page.Keyboard.PressAsync("2");
        await Expect(page.GetByText("1 rating waits")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("1");
        await page.Context.SetOfflineAsync(false);
        await Stored(page);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Finish" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByText("What is 17 mod 5?")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("+");
        await page.Keyboard.PressAsync("u");
        await page.Keyboard.PressAsync("0");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Nothing to label")).ToBeVisibleAsync();

        var result = await platform.Labelled(round);
        Assert.Equal((2, 0), (result.Solutions, result.Unknown));
        Assert.Equal(new LabelCounts("person:keyboard", 2, 2, 2, 1, 1, 2, 0), Assert.Single(result.Labellers));
        await using var export = await platform.Dataset.Export("by-hand", "person:keyboard", Token);
        using var reader = new StreamReader(export);
        using var line = JsonDocument.Parse((await reader.ReadLineAsync(Token))!);
        Assert.Equal("[1,-1,null]", line.RootElement.GetProperty("solutions")[0].GetProperty("labels").GetRawText());
    }

    [Fact(Timeout = 480_000)]
    public async Task A_labeller_is_refused_administrator_pages_and_what_is_behind_them()
    {
        await using var browser = await Browser.Start();
        var page = await browser.Open(Address);
        var stranger = await page.GotoAsync("/jobs");
        Assert.StartsWith("/sign-in", new Uri(stranger!.Url).AbsolutePath);

        var link = await Link("curious", "labeller");
        await Browser.SignIn(page, link);
        foreach (
            string path in (string[])
                [
                    "/jobs",
                    "/pools",
                    "/models",
                    "/people",
                    "/people/curious",
                    "/tokens",
                    "/rounds",
                    "/adjudicate",
                    "/live/jobs",
                    $"/jobs/{Guid.NewGuid()}",
                ]
        )
        {
            var answer = await page.GotoAsync(path);
            Assert.Equal((path, 403), (path, answer!.Status));
        }

        var posted = await page.APIRequest.PostAsync("/people");
        Assert.Equal(403, posted.Status);
        Assert.Equal(0, await page.GetByRole(AriaRole.Link, new() { Name = "Jobs" }).CountAsync());

        // The link has been used, and a removed account is signed out.
        var other = await browser.Open(Address);
        await other.GotoAsync(link);
        await Expect(other.GetByText("has been used")).ToBeVisibleAsync();
        var administrator = await Administrator(browser);
        await administrator.GotoAsync("/people");
        await administrator.GetByRole(AriaRole.Link, new() { Name = "curious" }).ClickAsync();
        await administrator.GetByRole(AriaRole.Button, new() { Name = "Remove curious" }).ClickAsync();
        await Expect(administrator).ToHaveURLAsync(new Uri(Address, "/people").ToString());
        await page.GotoAsync("/label");
        Assert.Equal("/sign-in", new Uri(page.Url).AbsolutePath);
    }

    [Fact(Timeout = 480_000)]
    public async Task Jobs_are_watched_reports_read_and_candidates_looked_at()
    {
        await platform.ImportSample("watched", problems: 6);
        await using var browser = await Browser.Start();
        var page = await Administrator(browser);
        await page.GotoAsync("/jobs?kind=evaluation");
        var evaluation = await platform.Submit("watched", PrmMaths);

        // Nobody loads the page again: the server pushes the new job and its end.
        var row = page.Locator("tr", new() { Has = page.Locator($"a[href='/jobs/{evaluation}']") });
        await Expect(row).ToContainTextAsync("watched");
        await Expect(row).ToContainTextAsync("completed", new() { Timeout = 120_000 });

        await row.GetByRole(AriaRole.Link).ClickAsync();
        var report = page.FrameLocator("iframe");
        await Expect(report.GetByRole(AriaRole.Heading, new() { Name = "Best-of-N on watched" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Problems of watched" }).ClickAsync();
        var first = page.Locator(".problems a").First;
        var text = (await first.InnerTextAsync()).Split(' ')[0];
        await page.GetByRole(AriaRole.Searchbox).FillAsync(text);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".problems a").First.ClickAsync();
        await Expect(page.GetByText("prm-maths").First).ToBeVisibleAsync();
        Assert.True(await page.Locator("td.shade").CountAsync() > 0);
        await Expect(page.Locator(".verdict").First).ToBeVisibleAsync();
    }

    [Fact(Timeout = 480_000)]
    public async Task A_dropped_file_is_imported_and_unreadable_lines_are_shown()
    {
        await using var browser = await Browser.Start();
        var page = await Administrator(browser);
        await page.GotoAsync("/pools");
        await page.EvaluateAsync(
            """
            (lines) => {
              const files = new DataTransfer();
              files.items.add(new File([lines], "dropped.jsonl"));
              document.getElementById("drop").dispatchEvent(new DragEvent("drop", { dataTransfer: files }));
            }
            """,
            $"{Wrong.Trim()}\n{{\"problem\": 7}}\n{Right.Trim()}\n"
        );

        var result = page.Locator("#result");
        await Expect(result).ToContainTextAsync("2 new problems, 2 new solutions");
        await Expect(result.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(result.Locator("tbody th")).ToHaveTextAsync("2");
        await page.GetByRole(AriaRole.Link, new() { Name = "Problems of dropped" }).ClickAsync();
        await Expect(page.Locator(".problems li")).ToHaveCountAsync(2);
        Assert.Equal(2, (await platform.Dataset.GetPool("dropped", Token)).Problems);
    }

    [Fact(Timeout = 480_000)]
    public async Task Every_page_fits_narrow_and_wide_screens_in_both_themes()
    {
        await platform.ImportSample("pictured", problems: 4);
        var evaluation = await platform.Submit("pictured", PrmMaths);
        await platform.Report(evaluation);
        await platform.Labelled(await platform.Label(new(null, "model:prm-maths", Pool: "pictured")));
        await Import("to-picture", Wrong, Right);
        // Enough tasks and disagreements for every account that looks.
        var round = await platform.Label(new(null, "people", Pool: "to-picture", Overlap: 5));
        await platform.Poll(
            "The round",
            c => platform.Dataset.GetRounds(c),
            r => r.Any(x => x.Id == round && x.Tasks == 10)
        );
        var disputed = await Disputed("disputed-picture");
        var problems = await platform.Dataset.GetProblems("pictured", cancellationToken: Token);
        var key = Uri.EscapeDataString(problems.Problems[0].Key);
        (string Name, string Path)[] pages =
        [
            ("home", "/"),
            ("jobs", "/jobs"),
            ("job", $"/jobs/{evaluation}"),
            ("round", $"/jobs/{round}"),
            ("pools", "/pools"),
            ("pool", "/pools/pictured"),
            ("problem", $"/pools/pictured/problem?key={key}"),
            ("models", "/models"),
            ("rounds", "/rounds"),
            ("label", "/label"),
            ("adjudicate", $"/adjudicate?round={disputed}"),
            ("agreement", $"/jobs/{disputed}"),
            ("people", "/people"),
            ("refused", "/refused"),
            ("sign-in", "/sign-in"),
        ];

        await using var browser = await Browser.Start();
        foreach (var (theme, width) in new[] { ("light", 380), ("light", 1920), ("dark", 380), ("dark", 1920) })
        {
            var page = await Administrator(browser, theme, width);
            List<string> messages = [];
            page.Console += (_, message) =>
            {
                // The page of a refusal is an error by its status.
                if (message.Type == "error" && !message.Text.Contains("403", StringComparison.Ordinal))
                {
                    messages.Add(message.Text);
                }
            };
            foreach (var (name, path) in pages)
            {
                await page.GotoAsync(path);
                if (name == "job")
                {
                    await page.FrameLocator("iframe").Locator("h1").WaitForAsync();
                }

                if (name == "problem")
                {
                    await page.Locator("details.gold summary").First.ClickAsync();
                }
                else if (name == "label")
                {
                    // With the part about the bad step.
                    await page.Keyboard.PressAsync("1");
                    await Stored(page);
                    await Expect(page.Locator("#instead")).ToBeVisibleAsync();
                }

                await Browser.Shoot(page, $"{name}-{width}-{theme}");
                int over = await page.EvaluateAsync<int>(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                );
                Assert.True(over <= 0, $"{path} at {width} px is {over} px too wide.");
            }

            Assert.Empty(messages);
        }

        // The picture of docs/labelling.md.
        var shown = await Administrator(browser, width: 1100);
        await shown.SetViewportSizeAsync(1100, 640);
        await shown.GotoAsync("/label");
        await shown.Keyboard.PressAsync("3");
        await shown.Keyboard.PressAsync("1");
        await Stored(shown);
        await Browser.Shoot(shown, "labelling", fullPage: false);
        await platform.Dataset.CancelJob(round, Token);
    }

    /// <summary>A round in which two people disagree about every solution.</summary>
    private async Task<Guid> Disputed(string pool)
    {
        const int Solutions = 5;
        await Import(pool, [.. Enumerable.Range(0, Solutions).Select(i => Wrong.Replace("\"sum\"", $"\"sum-{i}\""))]);
        var round = await platform.Label(new(null, "people", Pool: pool, Overlap: 2, Labellers: ["ida", "joe"]));
        await platform.Poll(
            "The round",
            c => platform.Dataset.GetRounds(c),
            r => r.Any(x => x.Id == round && x.Tasks == 2 * Solutions)
        );
        foreach (var (name, ratings) in new[] { ("ida", new int[] { 1, -1 }), ("joe", [1, 1, 0]) })
        {
            for (int i = 0; i < Solutions; i++)
            {
                using var task = await platform.Dataset.TakeTask(new(name, round), Token);
                foreach (var (step, rating) in ratings.Index())
                {
                    await platform.Dataset.RateStep(task.Content!.Id, step, new(name, rating), Token);
                }

                await platform.Dataset.EndTask(task.Content!.Id, new(name, TaskEnding.Finished, Seconds: 20), Token);
            }
        }

        return round;
    }

    /// <summary>A page that is signed in as the administrator.</summary>
    private async Task<IPage> Administrator(Browser browser, string theme = "light", int width = 1280)
    {
        var page = await browser.Open(Address, theme, width);
        await Browser.SignIn(page, await Link($"head-{theme}-{width}", "administrator"));
        return page;
    }

    private Task<string> Link(string name, string role) => platform.SignInLinks.For(name, role);

    private static Task Stored(IPage page) =>
        Expect(page.Locator("#status")).ToHaveTextAsync("Stored", new() { Timeout = 30_000 });

    private async Task Import(string pool, params string[] problems) =>
        await platform.Import(
            pool,
            new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', problems.Select(p => p.Trim()))))
        );
}
