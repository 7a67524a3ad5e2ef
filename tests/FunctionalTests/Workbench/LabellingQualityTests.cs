using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.FunctionalTests.Selections;
using Platform.Tests;
using static Microsoft.Playwright.Assertions;

namespace Platform.FunctionalTests.Workbench;

/// <summary>Undo, own steps, hidden controls, screening and adjudication, in Debian's Chromium.</summary>
public sealed partial class LabellingQualityTests(SharedPlatform platform)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Uri Address => platform.Address("workbench");

    [Fact(Timeout = 480_000)]
    public async Task A_rating_is_undone_and_a_step_of_ones_own_is_rated_by_the_next_labeller()
    {
        var round = await Round("own-steps", 1, new(null, "people", Overlap: 2, Labellers: ["writer", "rater"]));
        await using var browser = await Browser.Start();
        var page = await Labeller(browser, "writer");
        var first = page.Locator("#task > .steps > .step").Nth(0);
        await page.Keyboard.PressAsync("1");
        await Expect(page.Locator("#instead")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("z");
        await Expect(first).ToHaveAttributeAsync("data-rating", "");
        await Expect(page.Locator("#instead")).ToBeHiddenAsync();
        await page.Keyboard.PressAsync("2");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("3");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(first).ToHaveAttributeAsync("data-rating", "0");
        await page.ReloadAsync();
        await Expect(first).ToHaveAttributeAsync("data-rating", "0");
        await page.Keyboard.PressAsync("1");
        await Stored(page);
        await page.Keyboard.PressAsync("w");
        await page.Keyboard.TypeAsync("A better second step, z and 1 included.");
        await page.Keyboard.PressAsync("Escape");
        await Stored(page);
        await page.ReloadAsync();
        await Expect(page.Locator("#own")).ToHaveValueAsync("A better second step, z and 1 included.");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Finish" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Nothing to label")).ToBeVisibleAsync();
        await Expect(page.GetByText("Today: 1 task, 2 steps")).ToBeVisibleAsync();

        var other = await Labeller(browser, "rater");
        await other.Keyboard.PressAsync("3");
        await other.Keyboard.PressAsync("1");
        await Stored(other);
        var completion = other.Locator("#completions > li");
        await Expect(completion).ToHaveCountAsync(1);
        await Expect(completion).ToContainTextAsync("A better second step");
        Assert.DoesNotContain("writer", await other.ContentAsync());
        await other.Keyboard.PressAsync("a");
        await other.Keyboard.PressAsync("2");
        await Expect(completion).ToHaveAttributeAsync("data-rating", "0");
        await other.Keyboard.PressAsync("z");
        await Expect(completion).ToHaveAttributeAsync("data-rating", "");
        await other.Keyboard.PressAsync("3");
        await Stored(other);
        await other.ReloadAsync();
        await Expect(completion).ToHaveAttributeAsync("data-rating", "1");
        await other.Keyboard.PressAsync("Enter");
        await Expect(other.GetByText("Nothing to label")).ToBeVisibleAsync();
        var result = await platform.Labelled(round);
        Assert.Equal(["person:rater", "person:writer"], result.Labellers.Select(l => l.Labeller));
        Assert.Equal((1, 0), (result.Solutions, result.Unknown));
    }

    [Fact(Timeout = 480_000)]
    public async Task A_control_cannot_be_told_from_other_tasks_and_labellers_are_refused_everything_else()
    {
        await Import("aside", 8);
        await platform.Dataset.MarkGold(
            "aside",
            [.. Enumerable.Range(0, 8).Select(i => new GoldMark($"{i}", 0, [1]))],
            Token
        );
        var round = await Round("in-view", 8, new(null, "people", Controls: 0.5, Labellers: ["watched", "idle"]));
        await using var browser = await Browser.Start();
        var page = await Labeller(browser, "watched");
        var pages = new HashSet<string>();
        var (controls, others) = (0, 0);
        while (await page.Locator("#task").CountAsync() > 0)
        {
            var answer = await page.APIRequest.GetAsync("/label");
            var html = await answer.TextAsync();
            Assert.DoesNotContain("control", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("gold", html, StringComparison.OrdinalIgnoreCase);
            var task = await page.Locator("#task").GetAttributeAsync("data-task");
            if (html.Contains("Problem of in-view", StringComparison.Ordinal))
            {
                others++;
            }
            else
            {
                controls++;
            }

            pages.Add(Normalised(html.Replace(task!, "ID", StringComparison.Ordinal)));
            // Whatever is asked about the task is answered alike.
            Assert.Equal(400, (await page.APIRequest.GetAsync($"/label/tasks/{task}/alternatives/0")).Status);
            await page.Keyboard.PressAsync("3");
            await page.Keyboard.PressAsync("1");
            await Stored(page);
            var completions = await page.APIRequest.GetAsync($"/label/tasks/{task}/alternatives/1");
            Assert.Equal("""{"completions":[],"ownStep":null}""", await completions.TextAsync());
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForFunctionAsync(
                "id => document.getElementById('task')?.dataset.task !== id && document.readyState === 'complete'",
                task
            );
        }

        Assert.Single(pages);
        Assert.Equal(8, others);
        Assert.InRange(controls, 7, 8);
        await platform.Labelled(round);
        var labeller = Assert.Single((await platform.Dataset.GetRound(round, Token)).Labellers);
        Assert.Equal((8, controls, controls), (labeller.Finished, labeller.Controls, labeller.Agreed));
        Assert.Equal(403, (await page.APIRequest.GetAsync($"/jobs/{round}")).Status);
        Assert.Equal(403, (await page.APIRequest.GetAsync("/adjudicate")).Status);
        Assert.Equal(403, (await page.APIRequest.GetAsync("/rounds")).Status);
        Assert.Equal(409, (await page.APIRequest.GetAsync($"/label/tasks/{await OfAnother()}/alternatives/0")).Status);
    }

    [Fact(Timeout = 480_000)]
    public async Task A_disagreement_is_decided_side_by_side_and_the_decision_comes_first()
    {
        var round = await Round("disputed", 1, new(null, "people", Overlap: 2, Labellers: ["yes", "no"]));
        await Finish(round, "yes", 1, 1, 1);
        await Finish(round, "no", 1, -1);
        await platform.Labelled(round);
        await using var browser = await Browser.Start();
        var page = await browser.Open(Address);
        await Browser.SignIn(page, await platform.SignInLinks.For("judge", "adjudicator"));
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Adjudicate" }))
            .ToHaveAttributeAsync("href", "/adjudicate");
        // Another test may have left disagreements of its own.
        await page.GotoAsync($"/adjudicate?round={round}");

        await Expect(page.GetByText("no: step 2 is bad. yes: no step is bad.")).ToBeVisibleAsync();
        var second = page.Locator(".step").Nth(1).Locator(".others li");
        await Expect(second).ToHaveTextAsync(["no bad", "yes great"]);
        await page.Keyboard.PressAsync("3");
        await page.Keyboard.PressAsync("2");
        await page.Keyboard.PressAsync("3");
        await Stored(page);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Nothing to decide")).ToBeVisibleAsync();

        var agreement = await platform.Dataset.GetAgreement(round, Token);
        Assert.Equal((1, 1, 1), (agreement.Solutions, agreement.Disagreements, agreement.Adjudicated));
        Assert.Equal("[1,0,1]", await Labels("disputed", "person"));
        Assert.Equal("[1,-1,null]", await Labels("disputed", "person:no"));
        // An exclusion takes the labels out of the export, and its end brings them back.
        await platform.Dataset.Exclude("no", new("a test"), Token);
        Assert.Null(await Labels("disputed", "person:no"));
        await platform.Dataset.Include("no", Token);
        Assert.Equal("[1,-1,null]", await Labels("disputed", "person:no"));
    }

    [Fact(Timeout = 480_000)]
    public async Task A_round_is_opened_over_http_and_in_the_workbench_with_every_reason_against_it()
    {
        await Import("opened", 2);
        var rejected = await Assert.ThrowsAnyAsync<Refit.ApiException>(() =>
            platform.Dataset.SubmitLabelling(
                new(null, "people", Pool: "opened", Overlap: 3, Labellers: ["one", "two"], Controls: 0.7),
                Token
            )
        );
        Assert.Equal(400, (int)rejected.StatusCode);
        Assert.Contains("overlap: 3 different people", rejected.Content);
        Assert.Contains("controls: must be", rejected.Content);
        var accepted = await platform.Dataset.SubmitLabelling(
            new(null, "people", Pool: "opened", Labellers: ["one"], Generation: 7),
            Token
        );
        Assert.Equal(("opened", "people", 2), (accepted.Pool, accepted.By, accepted.Solutions));
        Assert.Equal(7, (await platform.Dataset.GetLabelling(accepted.LabellingId, Token)).Generation);
        await platform.Dataset.CancelJob(accepted.LabellingId, Token);

        await using var browser = await Browser.Start();
        var page = await browser.Open(Address);
        await Browser.SignIn(page, await platform.SignInLinks.For("opener", "administrator"));
        await page.GotoAsync("/rounds");
        await page.GetByLabel("Solutions of").SelectOptionAsync("opened");
        await page.GetByLabel("People for each solution").FillAsync("2");
        await page.GetByLabel("Labellers").FillAsync("one");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open the round" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("overlap: 2 different people");
        await page.GetByLabel("Solutions of").SelectOptionAsync("opened");
        await page.GetByLabel("Labellers").FillAsync("one, two");
        await page.GetByLabel("People for each solution").FillAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open the round" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Labelling: opened" })).ToBeVisibleAsync();
        var id = Guid.Parse(new Uri(page.Url).AbsolutePath.Split('/')[^1]);
        var round = await platform.Dataset.GetRound(id, Token);
        Assert.Equal((2, 0.0, "one two"), (round.Overlap, round.Controls, string.Join(' ', round.Invited)));
        await platform.Dataset.CancelJob(id, Token);
    }

    [Fact(Timeout = 480_000)]
    public async Task A_labeller_is_screened_before_real_tasks()
    {
        string folder = RunningPlatform.NewRunFolder();
        try
        {
            await using var own = await TestPlatform.Start(
                folder,
                dashboard: false,
                ["--Scorers=1", "--Dataset:ScreeningPool=questions", "--Dataset:ScreeningQuestions=4"],
                Token
            );
            using var endpoints = JsonDocument.Parse(
                await System.IO.File.ReadAllTextAsync(Path.Combine(folder, "platform.json"), Token)
            );
            var dataset = HttpApis.For<IDatasetApi>(
                new HttpClient
                {
                    BaseAddress = own.Address("dataset"),
                    DefaultRequestHeaders =
                    {
                        Authorization = HttpApis.Bearer(endpoints.RootElement.GetProperty("token").GetString()),
                    },
                }
            );
            await dataset.Import("questions", null, File("questions", 8), Token);
            await dataset.Import("real", null, File("real", 1), Token);
            await dataset.MarkGold(
                "questions",
                [.. Enumerable.Range(0, 8).Select(i => new GoldMark($"{i}", 0, [1, 2]))],
                Token
            );
            await dataset.SubmitLabelling(new(null, "people", Pool: "real"), Token);
            await using var browser = await Browser.Start();
            var page = await browser.Open(own.Address("workbench"));
            var links = new SignInLinks(own.Address("workbench"), folder, new(), Token);
            await Browser.SignIn(page, await links.For("novice", "labeller"));

            // Two right of four are not enough.
            for (int question = 1; question <= 4; question++)
            {
                await Expect(page.GetByText($"Screening: question {question} of 4")).ToBeVisibleAsync();
                await page.Keyboard.PressAsync(question <= 2 ? "3" : "1");
                await page.Keyboard.PressAsync(question <= 2 ? "1" : "Enter");
                if (question <= 2)
                {
                    await page.Keyboard.PressAsync("Enter");
                }
            }

            await Expect(page.GetByText("You agree with 2 of the 4 questions")).ToBeVisibleAsync();
            await Browser.Shoot(page, "screening-failed-1280-light");
            var administrator = await browser.Open(own.Address("workbench"));
            await Browser.SignIn(administrator, await links.For("head", "administrator"));
            await administrator.GotoAsync("/people");
            await Expect(administrator.GetByText("not passed (2 of 4)")).ToBeVisibleAsync();
            await administrator.GetByRole(AriaRole.Button, new() { Name = "Let novice repeat it" }).ClickAsync();

            await page.ReloadAsync();
            for (int question = 1; question <= 4; question++)
            {
                await Expect(page.GetByText($"Screening: question {question} of 4")).ToBeVisibleAsync();
                await page.Keyboard.PressAsync("3");
                await page.Keyboard.PressAsync("1");
                await page.Keyboard.PressAsync("Enter");
            }

            await Expect(page.GetByText("Problem of real")).ToBeVisibleAsync();
            await administrator.ReloadAsync();
            await Expect(administrator.GetByText("passed (4 of 4)")).ToBeVisibleAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A page that is signed in as a labeller and shows the next task.</summary>
    private async Task<IPage> Labeller(Browser browser, string name)
    {
        var page = await browser.Open(Address);
        await Browser.SignIn(page, await platform.SignInLinks.For(name, "labeller"));
        await Expect(page.Locator("#task")).ToBeVisibleAsync();
        return page;
    }

    /// <summary>A round over a new pool, which has its tasks.</summary>
    private async Task<Guid> Round(string pool, int solutions, SubmitLabelling labelling)
    {
        await Import(pool, solutions);
        var round = await platform.Label(labelling with { Pool = pool });
        await platform.Poll(
            "The round",
            c => platform.Dataset.GetRounds(c),
            r => r.Any(x => x.Id == round && x.Tasks == solutions * (labelling.Overlap ?? 1))
        );
        return round;
    }

    private Task Import(string pool, int solutions) => platform.Import(pool, File(pool, solutions));

    /// <summary>Problems with one solution of three steps each.</summary>
    private static MemoryStream File(string pool, int solutions) =>
        new(
            Encoding.UTF8.GetBytes(
                string.Join(
                    '\n',
                    Enumerable
                        .Range(0, solutions)
                        .Select(i =>
                            JsonSerializer.Serialize(
                                new
                                {
                                    id = $"{i}",
                                    problem = $"Problem of {pool} {i}",
                                    answer = "1",
                                    solutions = new[]
                                    {
                                        new
                                        {
                                            steps = (string[])[$"{pool} {i} a", $"{pool} {i} b", $"{pool} {i} c"],
                                            answer = "1",
                                        },
                                    },
                                }
                            )
                        )
                )
            )
        );

    private async Task Finish(Guid round, string name, params int[] ratings)
    {
        using var task = await platform.Dataset.TakeTask(new(name, round), Token);
        foreach (var (step, rating) in ratings.Index())
        {
            await platform.Dataset.RateStep(task.Content!.Id, step, new(name, rating), Token);
        }

        await platform.Dataset.EndTask(task.Content!.Id, new(name, TaskEnding.Finished), Token);
    }

    /// <summary>A task that another labeller holds, of a round that is cancelled when the test ends.</summary>
    private async Task<Guid> OfAnother()
    {
        var round = await Round("of-another", 1, new(null, "people", Labellers: ["another"]));
        using var task = await platform.Dataset.TakeTask(new("another", round), Token);
        await platform.Dataset.RateStep(task.Content!.Id, 0, new("another", -1), Token);
        return task.Content!.Id;
    }

    /// <summary>Labels of the first solution of a pool in an export; null if there are none.</summary>
    private async Task<string?> Labels(string pool, string labeller)
    {
        await using var export = await platform.Dataset.Export(pool, labeller, Token);
        using var reader = new StreamReader(export);
        using var line = JsonDocument.Parse((await reader.ReadLineAsync(Token))!);
        var solution = line.RootElement.GetProperty("solutions")[0];
        return solution.TryGetProperty("labels", out var labels) ? labels.GetRawText() : null;
    }

    private static Task Stored(IPage page) =>
        Expect(page.Locator("#status")).ToHaveTextAsync("Stored", new() { Timeout = 30_000 });

    /// <summary>A page without what differs between any two tasks: numbers, names of pools, tokens of forms.</summary>
    private static string Normalised(string html) =>
        Digits()
            .Replace(Tokens().Replace(html, "TOKEN"), "0")
            .Replace("aside", "POOL", StringComparison.Ordinal)
            .Replace("in-view", "POOL", StringComparison.Ordinal)
            .Replace("0 tasks", "0 task", StringComparison.Ordinal);

    [GeneratedRegex("\\d+")]
    private static partial Regex Digits();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"[^\"]*\"")]
    private static partial Regex Tokens();
}
