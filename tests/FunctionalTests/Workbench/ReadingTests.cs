using System.Text;
using Microsoft.Playwright;
using Platform.Contracts;
using Platform.FunctionalTests.Plans;
using Platform.FunctionalTests.Trainings;
using static Microsoft.Playwright.Assertions;

namespace Platform.FunctionalTests.Workbench;

/// <summary>Reports, picks, comparisons, models and pushed parts of the Workbench.</summary>
public sealed class ReadingTests(SharedPlatform platform)
{
    private static readonly string[] PrmMaths = ["prm-maths", "orm-maths"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 480_000)]
    public async Task Picks_agree_with_the_report_and_are_filtered_searched_and_exported()
    {
        await platform.ImportProblems("picked", 0, 12);
        var evaluation = await platform.Submit("picked", PrmMaths);
        var report = await platform.Report(evaluation);
        var picks = await platform.Dataset.GetPicks(evaluation, cancellationToken: Token);

        Assert.Equal(report.Strategies.Select(s => s.Name), picks.Strategies);
        Assert.Equal(report.Samples, picks.Samples);
        foreach (var (s, strategy) in report.Strategies.Index())
        {
            Assert.Equal(strategy.Curve[^1].Accuracy, picks.Problems.Average(p => (double)p.Right[s]), 1e-6);
        }

        // A pick is a sample of its problem, and right exactly if that sample is.
        var problem = picks.Problems[0];
        var detail = await platform.Dataset.GetProblem("picked", problem.Key, 0, 200, null, Token);
        foreach (var (sample, right) in problem.Picked.Zip(problem.Right).Where(p => p.Second is 0 or 1))
        {
            Assert.Equal(right == 1, detail.Candidates.Single(c => c.Sample == sample).Correct);
        }

        string[] strategies = [.. picks.Strategies];
        var (right0, wrong0) = strategies
            .SelectMany(r => strategies.Select(w => (Right: r, Wrong: w)))
            .MaxBy(pair => Matching(picks, pair.Right, pair.Wrong).Count);
        var expected = Matching(picks, right0, wrong0);
        Assert.NotEmpty(expected);
        var page = await platform.Dataset.GetEvaluationProblems(evaluation, null, right0, wrong0, null, null, Token);
        Assert.Equal(expected, page.Problems.Select(p => p.Problem.Key));
        Assert.All(page.Problems, p => Assert.All(p.Picks, k => Assert.Equal(k.Sample is null, k.Answer is null)));

        await using var browser = await Browser.Start();
        var open = await Administrator(browser);
        await open.GotoAsync($"/jobs/{evaluation}");
        await open.GetByRole(AriaRole.Link, new() { Name = "Which strategy picks what" }).ClickAsync();
        await Expect(open.Locator(".picks tbody tr")).ToHaveCountAsync(12);
        await open.GetByLabel("Right", new() { Exact = true }).SelectOptionAsync(right0);
        await open.GetByLabel("Wrong", new() { Exact = true }).SelectOptionAsync(wrong0);
        await open.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await Expect(open.Locator(".picks tbody tr")).ToHaveCountAsync(expected.Count);
        // The address has the whole view.
        await open.ReloadAsync();
        await Expect(open.Locator(".picks tbody tr")).ToHaveCountAsync(expected.Count);
        var csv = await (
            await open.APIRequest.GetAsync(
                (await open.GetByRole(AriaRole.Link, new() { Name = "CSV" }).GetAttributeAsync("href"))!
            )
        ).TextAsync();
        Assert.StartsWith("key,subject,level,answer,solutions,correct,", csv);
        Assert.All(expected, k => Assert.Contains($"\n{k},", csv));

        await open.Locator(".picks tbody td a").First.ClickAsync();
        await Expect(open.Locator(".picked .chip").First).ToBeVisibleAsync();
        Assert.StartsWith(
            "sample,answer,correct,finished,steps,",
            await (
                await open.APIRequest.GetAsync(
                    (
                        await open.GetByRole(AriaRole.Link, new() { Name = "Candidates as CSV" })
                            .GetAttributeAsync("href")
                    )!
                )
            ).TextAsync()
        );
        var unknown = await open.GotoAsync($"/jobs/{evaluation}/problems?right=none-such");
        Assert.Equal(400, unknown!.Status);
        await Expect(open.GetByText("has no strategy 'none-such'")).ToBeVisibleAsync();
    }

    [Fact(Timeout = 480_000)]
    public async Task Two_evaluations_of_a_pool_are_compared_and_of_two_pools_are_not()
    {
        await platform.ImportProblems("versus", 0, 10);
        await platform.ImportProblems("versus-other", 10, 3);
        var both = await platform.Submit("versus", PrmMaths);
        var one = await platform.Submit("versus", PrmMaths[..1]);
        var other = await platform.Submit("versus-other", PrmMaths);
        var report = await platform.Report(both);
        await platform.Report(one);
        await platform.Report(other);

        await using var browser = await Browser.Start();
        var page = await Administrator(browser);
        await page.GotoAsync($"/jobs/{both}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Compare with another evaluation" }).ClickAsync();
        await page.GetByLabel("Second").SelectOptionAsync(one.ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();

        // The same model judges the same samples: no difference, and no interval.
        var row = page.GetByRole(AriaRole.Row, new() { NameRegex = new("^majority") });
        await Expect(row).ToContainTextAsync("0.0 to 0.0");
        await Expect(page.GetByText("In one of them only: orm")).ToBeVisibleAsync();
        Assert.Contains("10 problems", await page.InnerTextAsync(".lede"));
        Assert.Equal(10, report.Problems);

        var refused = await page.GotoAsync($"/compare?first={both}&second={other}");
        Assert.Equal(400, refused!.Status);
        await Expect(page.GetByText("only evaluations of one pool")).ToBeVisibleAsync();
    }

    [Fact(Timeout = 480_000)]
    public async Task A_model_shows_its_lineage_and_its_curve()
    {
        await platform.ImportProblems("ancestry", 0, 6);
        var trained = await platform.Trained(await platform.Train(Objective.Process, "descendant", "ancestry"));
        await using var browser = await Browser.Start();
        var page = await Administrator(browser);
        await page.GotoAsync("/models");
        await page.GetByRole(AriaRole.Link, new() { Name = "descendant" }).ClickAsync();

        await Expect(page.GetByText(trained.TrainingSet!)).ToBeVisibleAsync();
        await Expect(page.GetByText(trained.Model!)).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "ancestry" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Supervisors" }))
            .ToContainTextAsync(trained.Supervisors!.Keys.First());
        await Expect(page.GetByRole(AriaRole.Img, new() { NameRegex = new("^Loss against optimiser steps") }).First)
            .ToBeVisibleAsync();
        await page.GetByText("Recipe").ClickAsync();
        await Expect(page.GetByText("learningRate", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact(Timeout = 480_000)]
    public async Task Home_and_a_plan_are_pushed_to_the_last_report_without_loading_them_again()
    {
        await platform.ImportProblems("pushed", 0, 8);
        await platform.ImportProblems("pushed-test", 8, 4);
        await using var browser = await Browser.Start();
        var home = await Administrator(browser);
        var watched = await home.Context.NewPageAsync();
        await home.GotoAsync("/");
        await home.EvaluateAsync("() => { window.loadedOnce = true; }");
        var id = await platform.Start(
            new GenerationsPlan(
                "pushed-loop",
                1,
                new("pushed"),
                new("pushed-test"),
                "prm-maths",
                Retrain: true,
                Supervisor: "model:prm-maths",
                Total: 30,
                SkipLabelledBy: "nobody",
                Recipe: TrainingJobs.Tiny
            )
        );
        await Expect(home.Locator($".jobs a[href='/jobs/{id}']")).ToBeVisibleAsync();
        await watched.GotoAsync($"/jobs/{id}");
        await watched.EvaluateAsync("() => { window.loadedOnce = true; }");

        var limit = new LocatorAssertionsToContainTextOptions { Timeout = 240_000 };
        await Expect(watched.Locator("[data-part=progress]")).ToContainTextAsync("completed", limit);
        int jobs = (await platform.Dataset.GetGenerations(id, Token)).Jobs.Count;
        await Expect(watched.Locator("[data-part=children]")).ToContainTextAsync($"{jobs} of {jobs} completed");
        await Expect(
                watched
                    .FrameLocator("iframe")
                    .GetByRole(AriaRole.Heading, new() { Name = "Generations of pushed-loop" })
            )
            .ToBeVisibleAsync();
        await Expect(watched.GetByRole(AriaRole.Button, new() { Name = "Cancel the job" })).ToBeHiddenAsync();
        await Expect(home.GetByRole(AriaRole.Link, new() { Name = "Generations of pushed-loop" })).ToBeVisibleAsync();
        Assert.True(await watched.EvaluateAsync<bool>("() => window.loadedOnce === true"));
        Assert.True(await home.EvaluateAsync<bool>("() => window.loadedOnce === true"));
    }

    [Fact(Timeout = 480_000)]
    public async Task A_link_to_a_view_is_copied_and_a_paused_job_waits_on_the_first_page()
    {
        await using var browser = await Browser.Start();
        var page = await Administrator(browser);
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GotoAsync("/jobs?kind=training");
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy a link to this view" }).ClickAsync();
        await Expect(page.Locator("#copied")).ToHaveTextAsync("Copied");
        Assert.Equal(page.Url, await page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));

        await platform.Import(
            "to-pause",
            new MemoryStream(
                Encoding.UTF8.GetBytes(
                    """{"id":"p","problem":"What is 1 + 1?","answer":"2","solutions":[{"steps":["2"],"answer":"2"}]}"""
                )
            )
        );
        var round = await Selections.SelectionJobs.Label(platform, new(null, "people", Pool: "to-pause"));
        await platform.Poll(
            "The round",
            c => platform.Dataset.GetRounds(c),
            r => r.Any(x => x.Id == round && x.Tasks == 1)
        );
        await page.GotoAsync($"/jobs/{round}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause the job" }).ClickAsync();
        await Expect(page.GetByText(", paused")).ToBeVisibleAsync();
        await page.GotoAsync("/");
        await Expect(page.GetByText("is paused and starts no further job")).ToBeVisibleAsync();
        await page.GotoAsync($"/jobs/{round}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume the job" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause the job" })).ToBeVisibleAsync();
        await platform.Dataset.CancelJob(round, Token);
    }

    private static List<string> Matching(EvaluationPicks picks, string right, string wrong)
    {
        int one = picks.Strategies.Index().First(s => s.Item == right).Index;
        int other = picks.Strategies.Index().First(s => s.Item == wrong).Index;
        return [.. picks.Problems.Where(p => p.Right[one] > 0.999 && p.Right[other] < 0.001).Select(p => p.Key)];
    }

    private async Task<IPage> Administrator(Browser browser)
    {
        var address = platform.Address("workbench");
        var page = await browser.Open(address);
        await Browser.SignIn(page, await platform.SignInLinks.For("reader", "administrator"));
        return page;
    }
}
